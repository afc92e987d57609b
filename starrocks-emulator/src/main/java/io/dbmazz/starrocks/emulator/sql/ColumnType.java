package io.dbmazz.starrocks.emulator.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;

/**
 * A StarRocks column type.
 *
 * @param kind the type's family
 * @param length bytes of CHAR, VARCHAR and VARBINARY; 0 otherwise
 * @param precision of DECIMAL; 0 otherwise
 * @param scale of DECIMAL; 0 otherwise
 */
public record ColumnType(Kind kind, int length, int precision, int scale) {

  /** Bytes of a STRING, which is a VARCHAR of this length. */
  public static final int STRING_LENGTH = 65533;

  /** The families, each with the Java class of its stored values. */
  public enum Kind {
    /** {@link Boolean}. */
    BOOLEAN(Boolean.class),
    /** {@link Long}, as the three that follow. */
    TINYINT(Long.class),
    SMALLINT(Long.class),
    INT(Long.class),
    BIGINT(Long.class),
    /** {@link java.math.BigInteger}, 128 bits. */
    LARGEINT(BigInteger.class),
    /** {@link Double}, rounded to float. */
    FLOAT(Double.class),
    /** {@link Double}. */
    DOUBLE(Double.class),
    /** {@link java.math.BigDecimal} of the column's scale. */
    DECIMAL(BigDecimal.class),
    /** {@link String}, as VARCHAR; STRING is VARCHAR(65533). */
    CHAR(String.class),
    VARCHAR(String.class),
    /** {@link java.time.LocalDate}. */
    DATE(LocalDate.class),
    /** {@link java.time.LocalDateTime} with microseconds. */
    DATETIME(LocalDateTime.class),
    /** {@link String} of minified JSON text. */
    JSON(String.class),
    /** {@code byte[]}. */
    VARBINARY(byte[].class),
    /** {@link String} of JSON text, for ARRAY, MAP and STRUCT. */
    NESTED(String.class);

    private final Class<?> valueClass;

    Kind(Class<?> valueClass) {
      this.valueClass = valueClass;
    }

    /** The Java class of a stored value that is not null. */
    public Class<?> valueClass() {
      return valueClass;
    }

    /** Whether the stored values are {@link Long}. */
    public boolean isInteger() {
      return valueClass == Long.class;
    }
  }

  static ColumnType of(Kind kind) {
    return new ColumnType(kind, 0, 0, 0);
  }

  static ColumnType sized(Kind kind, int length) {
    return new ColumnType(kind, length, 0, 0);
  }

  static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, 0, precision, scale);
  }

  static ColumnType varchar(int length) {
    return sized(Kind.VARCHAR, length);
  }

  /** As StarRocks prints it, for example {@code varchar(65533)} or {@code int(11)}. */
  public String sql() {
    return switch (kind) {
      case BOOLEAN -> "boolean";
      case TINYINT -> "tinyint(4)";
      case SMALLINT -> "smallint(6)";
      case INT -> "int(11)";
      case BIGINT -> "bigint(20)";
      case LARGEINT -> "largeint(40)";
      case DECIMAL -> "decimal(" + precision + ", " + scale + ")";
      case CHAR, VARCHAR -> kind.name().toLowerCase(Locale.ROOT) + "(" + length + ")";
      case FLOAT, DOUBLE, DATE, DATETIME, JSON, VARBINARY -> kind.name().toLowerCase(Locale.ROOT);
      case NESTED -> "struct";
    };
  }
}
