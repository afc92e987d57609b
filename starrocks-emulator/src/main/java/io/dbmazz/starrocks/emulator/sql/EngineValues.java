package io.dbmazz.starrocks.emulator.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.h2.util.JSR310Utils;
import org.h2.value.Value;
import org.h2.value.ValueBigint;
import org.h2.value.ValueBoolean;
import org.h2.value.ValueDouble;
import org.h2.value.ValueInteger;
import org.h2.value.ValueNull;
import org.h2.value.ValueNumeric;
import org.h2.value.ValueReal;
import org.h2.value.ValueSmallint;
import org.h2.value.ValueTinyint;
import org.h2.value.ValueVarbinary;
import org.h2.value.ValueVarchar;

/** Stored values to the engine's and back. */
final class EngineValues {

  private EngineValues() {}

  /** The engine's type for a column. */
  static String sqlType(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "BOOLEAN";
      case TINYINT -> "TINYINT";
      case SMALLINT -> "SMALLINT";
      case INT -> "INTEGER";
      case BIGINT -> "BIGINT";
      case LARGEINT -> "NUMERIC(39, 0)";
      case FLOAT -> "REAL";
      case DOUBLE -> "DOUBLE PRECISION";
      case DECIMAL -> "NUMERIC(" + type.precision() + ", " + type.scale() + ")";
      case DATE -> "DATE";
      case DATETIME -> "TIMESTAMP(6)";
      case VARBINARY -> "VARBINARY";
      case CHAR, VARCHAR, JSON, NESTED -> "VARCHAR";
    };
  }

  static Value toEngine(ColumnType type, Object value) {
    if (value == null) {
      return ValueNull.INSTANCE;
    }
    return switch (type.kind()) {
      case BOOLEAN -> ValueBoolean.get((Boolean) value);
      case TINYINT -> ValueTinyint.get(((Long) value).byteValue());
      case SMALLINT -> ValueSmallint.get(((Long) value).shortValue());
      case INT -> ValueInteger.get(((Long) value).intValue());
      case BIGINT -> ValueBigint.get((Long) value);
      case LARGEINT -> ValueNumeric.get((BigInteger) value);
      case FLOAT -> ValueReal.get(((Double) value).floatValue());
      case DOUBLE -> ValueDouble.get((Double) value);
      case DECIMAL -> ValueNumeric.get((BigDecimal) value);
      case DATE -> JSR310Utils.localDateToValue((LocalDate) value);
      case DATETIME -> JSR310Utils.localDateTimeToValue((LocalDateTime) value);
      case VARBINARY -> ValueVarbinary.getNoCopy((byte[]) value);
      case CHAR, VARCHAR, JSON, NESTED -> ValueVarchar.get((String) value);
    };
  }

  /** A bound of a key range, given in the engine's type for the column. */
  static Object fromEngine(ColumnType type, Value value) {
    return switch (type.kind()) {
      case BOOLEAN -> value.getBoolean();
      case TINYINT, SMALLINT, INT, BIGINT -> value.getLong();
      case LARGEINT -> value.getBigDecimal().toBigInteger();
      case FLOAT, DOUBLE -> value.getDouble();
      case DECIMAL -> value.getBigDecimal();
      case DATE -> JSR310Utils.valueToLocalDate(value, null);
      case DATETIME -> JSR310Utils.valueToLocalDateTime(value, null);
      case VARBINARY -> value.getBytes();
      case CHAR, VARCHAR, JSON, NESTED -> value.getString();
    };
  }
}
