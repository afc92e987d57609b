package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;

/** A value that a NOT NULL column accepts, for a row that is to be deleted and never seen. */
final class Standin {

  private Standin() {}

  /** Its JSON. */
  static String of(TargetColumn column) {
    String type = column.type();
    if (type.startsWith("array<")) {
      return "[]";
    }
    if (type.startsWith("map<") || type.startsWith("struct<") || type.equals("json")) {
      return "{}";
    }
    return switch (type) {
      case "date" -> "\"1970-01-01\"";
      case "datetime" -> "\"1970-01-01 00:00:00\"";
      case "char", "varchar", "string", "varbinary" -> "\"\"";
      case "boolean" -> "false";
      default -> "0";
    };
  }
}
