package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.table.ColumnTypes;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import org.apache.kafka.connect.data.Schema;

/** What to do about a column that the target lacks. */
final class Remedies {

  private Remedies() {}

  static TableMismatchException missing(TableId table, RowShape.Column column) {
    return new TableMismatchException(
        "Table "
            + table
            + " has no column "
            + column.name()
            + ", which the rows bring"
            + as(column.schema())
            + ". Add it: ALTER TABLE `"
            + table.database()
            + "`.`"
            + table.table()
            + "` ADD COLUMN `"
            + column.name()
            + "` "
            + (column.schema() == null ? "<type>" : ColumnTypes.of(column.schema()))
            + "; let it be added (schema.evolution=add), or leave it out of the source"
            + " (column.exclude.list)");
  }

  /** The type as the source sees it. */
  private static String as(Schema schema) {
    if (schema == null) {
      return "";
    }
    return " as " + schema.type() + (schema.name() == null ? "" : " " + schema.name());
  }
}
