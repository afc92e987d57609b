package io.dbmazz.starrocks.emulator.mysql;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.SqlResult.ResultColumn;

/**
 * How a result column is described to the client. The type codes are StarRocks' ({@code
 * PrimitiveType.toMysqlType}): LARGEINT, JSON and nested values travel as strings.
 */
final class ColumnTypes {

  private static final int UTF8 = 33;
  private static final int BINARY = 63;
  private static final int BLOB_FLAGS = 0x10 | 0x80;
  private static final int NO_FIXED_DECIMALS = 31;
  private static final int MICROSECONDS = 6;
  private static final int STRING = 254;

  /** Type code, display length and decimals of a column. */
  private record Wire(int code, int length, int decimals) {}

  private ColumnTypes() {}

  static Payload describe(ResultColumn column) {
    Wire wire = wire(column.type());
    boolean text =
        switch (column.type().kind()) {
          case CHAR, VARCHAR, JSON, NESTED, LARGEINT -> true;
          default -> false;
        };
    boolean blob = column.type().kind() == ColumnType.Kind.VARBINARY;
    return new Payload()
        .counted("def")
        .counted("")
        .counted("")
        .counted("")
        .counted(column.label())
        .counted(column.label())
        .length(0x0c)
        .integer(text ? UTF8 : BINARY, 2)
        .integer(wire.length(), 4)
        .integer(wire.code(), 1)
        .integer(blob ? BLOB_FLAGS : 0, 2)
        .integer(wire.decimals(), 1)
        .zeros(2);
  }

  private static Wire wire(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> new Wire(1, 1, 0);
      case TINYINT -> new Wire(1, 4, 0);
      case SMALLINT -> new Wire(2, 6, 0);
      case INT -> new Wire(3, 11, 0);
      case BIGINT -> new Wire(8, 20, 0);
      case LARGEINT -> new Wire(STRING, 40, 0);
      case FLOAT -> new Wire(4, 12, NO_FIXED_DECIMALS);
      case DOUBLE -> new Wire(5, 22, NO_FIXED_DECIMALS);
      case DECIMAL -> new Wire(246, type.precision() + 2, type.scale());
      case DATE -> new Wire(10, 10, 0);
      case DATETIME -> new Wire(12, 26, MICROSECONDS);
      case VARCHAR -> new Wire(253, type.length(), NO_FIXED_DECIMALS);
      case CHAR -> new Wire(STRING, type.length(), NO_FIXED_DECIMALS);
      case VARBINARY -> new Wire(252, type.length(), NO_FIXED_DECIMALS);
      case JSON, NESTED -> new Wire(STRING, 16 * 1024 * 1024, NO_FIXED_DECIMALS);
    };
  }
}
