package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;

/** One converter per column, made once per load. */
final class Converters {
  private Converters() {}

  static Converter of(Column column) {
    ColumnErrors errors = new ColumnErrors(column.name(), column.type());
    return switch (column.type().kind()) {
      case BOOLEAN -> new BooleanConverter(errors);
      case TINYINT, SMALLINT, INT, BIGINT -> new IntegerConverter(errors);
      case LARGEINT -> new LargeIntConverter(errors);
      case FLOAT, DOUBLE -> new FloatConverter(errors);
      case DECIMAL -> new DecimalConverter(errors);
      case CHAR, VARCHAR -> new TextConverter(errors);
      case DATE, DATETIME -> new TemporalConverter(errors);
      case JSON -> new JsonConverter(errors);
      case VARBINARY -> new BinaryConverter(errors);
      case NESTED -> new NestedConverter(errors);
    };
  }
}
