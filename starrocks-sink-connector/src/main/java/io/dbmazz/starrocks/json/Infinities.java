package io.dbmazz.starrocks.json;

/**
 * The numbers that stand for PostgreSQL's infinite timestamps. Ours are the ends of 64 bits;
 * Debezium takes pgjdbc's {@code PGStatement.DATE_POSITIVE_INFINITY} and {@code
 * DATE_NEGATIVE_INFINITY} for milliseconds or for microseconds, as the column has it.
 */
final class Infinities {

  private static final long POSITIVE = 9_223_372_036_825_200_000L;
  private static final long NEGATIVE = -9_223_372_036_832_400_000L;

  private Infinities() {}

  /** A moment, infinite where this number of microseconds says so. */
  static Value.Moment moment(long micros) {
    if (micros == POSITIVE) {
      return new Value.Moment(Long.MAX_VALUE);
    }
    return new Value.Moment(micros == NEGATIVE ? Long.MIN_VALUE : micros);
  }
}
