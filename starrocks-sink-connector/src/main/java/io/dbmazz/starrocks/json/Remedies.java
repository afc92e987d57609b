package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** What to do about a column that the target lacks. */
final class Remedies {

  private static final Map<String, String> NAMED =
      Map.of(
          "io.debezium.time.Date", "DATE",
          "org.apache.kafka.connect.data.Date", "DATE",
          "io.debezium.time.Timestamp", "DATETIME",
          "io.debezium.time.MicroTimestamp", "DATETIME",
          "io.debezium.time.ZonedTimestamp", "DATETIME",
          "org.apache.kafka.connect.data.Timestamp", "DATETIME",
          "io.debezium.data.Json", "JSON");

  private Remedies() {}

  static TableMismatchException missing(TableId table, RowShape.Column column) {
    return new TableMismatchException(
        "Table "
            + table
            + " has no column "
            + column.name()
            + ", which the rows bring. Add it: ALTER TABLE `"
            + table.database()
            + "`.`"
            + table.table()
            + "` ADD COLUMN `"
            + column.name()
            + "` "
            + type(column.schema())
            + "; or leave it out of the source (column.exclude.list)");
  }

  private static String type(Schema schema) {
    if (schema == null) {
      return "<type>";
    }
    if (schema.name() != null && NAMED.containsKey(schema.name())) {
      return NAMED.get(schema.name());
    }
    if ("org.apache.kafka.connect.data.Decimal".equals(schema.name())) {
      return "DECIMAL(38, " + schema.parameters().get("scale") + ")";
    }
    return switch (schema.type()) {
      case BOOLEAN -> "BOOLEAN";
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INT";
      case INT64 -> "BIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case BYTES -> "VARBINARY";
      case ARRAY, MAP, STRUCT -> "JSON";
      case STRING -> "VARCHAR(1048576)";
    };
  }
}
