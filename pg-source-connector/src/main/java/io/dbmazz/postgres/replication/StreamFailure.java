package io.dbmazz.postgres.replication;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Tells failures that a new connection may cure from those that someone has to look at. */
final class StreamFailure {

  /** Feature, data, authorization, database name, syntax and privileges: the same again. */
  private static final Set<String> PERMANENT_CLASSES = Set.of("0A", "22", "28", "3D", "42");

  private StreamFailure() {}

  static boolean isCurable(Exception failure) {
    if (failure instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state == null || state.length() < 2 || !isPermanent(state.substring(0, 2));
    }
    return failure instanceof RetriableException;
  }

  private static boolean isPermanent(String stateClass) {
    return PERMANENT_CLASSES.contains(stateClass);
  }

  /** A curable failure to connect, for the worker. */
  static RetriableException curable(Exception failure) {
    return failure instanceof RetriableException stated
        ? stated
        : new RetriableException("No replication connection: " + failure.getMessage(), failure);
  }

  /**
   * The failure that ends the reader.
   *
   * @param failures in a row, the last of which this is
   */
  static ConnectException ending(Exception failure, int failures) {
    if (failure instanceof ConnectException stated && !(failure instanceof RetriableException)) {
      return stated;
    }
    String retries = failures > 1 ? " after " + failures + " failures in a row" : "";
    return new ConnectException(
        "Replication ended" + retries + ": " + failure.getMessage(), failure);
  }
}
