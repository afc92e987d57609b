package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;

/** The server's words for values that a column cannot hold. */
record ColumnErrors(String column, ColumnType type) {

  Invalid outOfRange(String value) {
    String noun = type.kind() == Kind.DECIMAL ? "Decimal" : "Value";
    return new Invalid(
        noun + " '" + value + "' is out of range. The type of '" + column + "' is " + typeName());
  }

  Invalid overflow(String value) {
    return new Invalid("Value is overflow. column=" + column + ", value=" + value);
  }

  Invalid tooLong() {
    return new Invalid(
        "Value length is beyond the capacity. column=" + column + ", capacity=" + type.length());
  }

  private String typeName() {
    if (type.kind() == Kind.DECIMAL) {
      return "DECIMAL(" + type.precision() + "," + type.scale() + ")";
    }
    return type.length() > 0 ? type.kind() + "(" + type.length() + ")" : type.kind().name();
  }
}
