package io.dbmazz.starrocks.emulator.sql;

/**
 * A StarRocks column type.
 *
 * @param kind the type's family
 * @param length bytes of CHAR, VARCHAR and VARBINARY; 0 otherwise
 * @param precision of DECIMAL; 0 otherwise
 * @param scale of DECIMAL; 0 otherwise
 */
public record ColumnType(Kind kind, int length, int precision, int scale) {

  /** The families, each with the Java class of its stored values. */
  public enum Kind {
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link Long}, as the three that follow. */
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    /** {@link java.math.BigInteger}, 128 bits. */
    LARGEINT,
    /** {@link Double}, rounded to float. */
    FLOAT,
    /** {@link Double}. */
    DOUBLE,
    /** {@link java.math.BigDecimal} of the column's scale. */
    DECIMAL,
    /** {@link String}, as VARCHAR; STRING is VARCHAR(65533). */
    CHAR,
    VARCHAR,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.LocalDateTime} with microseconds. */
    DATETIME,
    /** {@link String} of minified JSON text. */
    JSON,
    /** {@code byte[]}. */
    VARBINARY,
    /** {@link String} of JSON text, for ARRAY, MAP and STRUCT. */
    NESTED
  }
}
