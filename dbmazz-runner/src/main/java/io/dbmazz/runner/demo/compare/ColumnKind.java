package io.dbmazz.runner.demo.compare;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How a column is read on both sides so that equal values are equal objects.
 *
 * @param source reads the value in PostgreSQL
 * @param target reads the value in StarRocks
 */
record ColumnKind(Reader source, Reader target) {

  /** Reads the value of a column, counted from 1; null when SQL NULL. */
  interface Reader {
    Object read(ResultSet row, int column) throws SQLException;
  }

  static final ColumnKind INTEGER = both((row, column) -> orNull(row, row.getLong(column)));

  /** Equal digits and equal scale. */
  static final ColumnKind DECIMAL = both(ResultSet::getBigDecimal);

  static final ColumnKind DOUBLE = both((row, column) -> orNull(row, row.getDouble(column)));
  static final ColumnKind BOOLEAN = both((row, column) -> orNull(row, row.getBoolean(column)));
  static final ColumnKind DATE = both((row, column) -> row.getObject(column, LocalDate.class));

  /** To the microsecond. */
  static final ColumnKind TIMESTAMP =
      both((row, column) -> row.getObject(column, LocalDateTime.class));

  /** A point in time; StarRocks holds it as UTC, to the microsecond. */
  static final ColumnKind TIMESTAMP_WITH_ZONE =
      new ColumnKind(ColumnKind::readInstant, TIMESTAMP.target());

  /** Same document, whatever blanks and order of keys; numbers by value. */
  static final ColumnKind JSON = both((row, column) -> readJson(row.getString(column)));

  static final ColumnKind TEXT = both(ResultSet::getString);
  static final ColumnKind BINARY =
      both(
          (row, column) ->
              Optional.ofNullable(row.getBytes(column)).map(ByteBuffer::wrap).orElse(null));

  /**
   * The kind of a PostgreSQL type.
   *
   * @param type name of the type in {@code pg_type}
   * @throws IllegalArgumentException when values of the type cannot be compared by value
   */
  static ColumnKind ofPostgres(String type) {
    return switch (type) {
      case "int2", "int4", "int8" -> INTEGER;
      case "numeric" -> DECIMAL;
      case "float8" -> DOUBLE;
      case "bool" -> BOOLEAN;
      case "date" -> DATE;
      case "timestamp" -> TIMESTAMP;
      case "timestamptz" -> TIMESTAMP_WITH_ZONE;
      case "json", "jsonb" -> JSON;
      case "text", "varchar", "uuid" -> TEXT;
      case "bytea" -> BINARY;
      default ->
          throw new IllegalArgumentException("No comparison is defined for type '" + type + "'");
    };
  }

  private static ColumnKind both(Reader reader) {
    return new ColumnKind(reader, reader);
  }

  private static Object orNull(ResultSet row, Object value) throws SQLException {
    return row.wasNull() ? null : value;
  }

  private static Object readInstant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(time -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())
        .orElse(null);
  }

  private static Object readJson(String text) {
    return text == null ? null : JsonDocument.parse(text);
  }
}
