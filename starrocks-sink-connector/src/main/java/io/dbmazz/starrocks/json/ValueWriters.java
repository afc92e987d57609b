package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import org.apache.kafka.connect.data.Schema;

/** The writer of a target column for values of a schema. */
final class ValueWriters {

  private ValueWriters() {}

  /**
   * Prepares the writer.
   *
   * @param schema of the values; null for values without one
   * @throws TableMismatchException when nothing can be loaded into a column of this type
   */
  static ValueWriter of(TableId table, TargetColumn column, Schema schema) {
    ValueWriter writer = target(table, column);
    if (isInteger(column.type()) && schema != null && isWhole(schema.type())) {
      return writer; // dates and times too: the number as it came
    }
    ValueReader reader = ValueReaders.of(schema);
    return (value, out) -> writer.write(reader.read(value), out);
  }

  private static ValueWriter target(TableId table, TargetColumn column) {
    String type = column.type();
    if (type.startsWith("array<")) {
      TargetColumn element = NestedType.element(column);
      if (element.type().equals("varbinary")) {
        throw unloadable(table, column); // to_binary takes no arrays
      }
      return NestedWriters.array(target(table, element));
    }
    if (type.startsWith("map<") || type.startsWith("struct<")) {
      return NestedWriters.object(type.substring(0, type.indexOf('<')));
    }
    return switch (type) {
      case "boolean" -> ValueWriters::flag;
      case "tinyint" -> NumberWriters.integer(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "smallint" -> NumberWriters.integer(type, Short.MIN_VALUE, Short.MAX_VALUE);
      case "int" -> NumberWriters.integer(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "bigint" -> NumberWriters.integer(type, Long.MIN_VALUE, Long.MAX_VALUE);
      case "largeint" -> NumberWriters.largeInt();
      case "float" -> NumberWriters.floating(type, Float.MAX_VALUE);
      case "double" -> NumberWriters.floating(type, Double.MAX_VALUE);
      case "decimal" -> NumberWriters.decimal(column.precision(), column.scale());
      case "char", "varchar", "string" -> TextWriters.text(type, column.maxBytes());
      case "date" -> TimeWriters.date();
      case "datetime" -> TimeWriters.dateTime();
      case "json" -> NestedWriters.json();
      case "varbinary" -> TextWriters.binary(column.maxBytes());
      default -> throw unloadable(table, column);
    };
  }

  private static void flag(Object value, JsonBytes out) {
    if (value instanceof Boolean flag) {
      out.ascii(flag ? "true" : "false");
      return;
    }
    String text = String.valueOf(value);
    if (text.equals("1") || text.equalsIgnoreCase("true")) {
      out.ascii("true");
    } else if (text.equals("0") || text.equalsIgnoreCase("false")) {
      out.ascii("false");
    } else {
      throw new RefusedValueException("neither true nor false");
    }
  }

  private static boolean isInteger(String type) {
    return type.endsWith("int");
  }

  private static boolean isWhole(Schema.Type type) {
    return type == Schema.Type.INT8
        || type == Schema.Type.INT16
        || type == Schema.Type.INT32
        || type == Schema.Type.INT64;
  }

  private static TableMismatchException unloadable(TableId table, TargetColumn column) {
    return new TableMismatchException(
        "Table "
            + table
            + ", column "
            + column.name()
            + ": rows cannot be loaded into type "
            + column.type()
            + ". Leave the column out of the source (column.exclude.list) or change its type");
  }
}
