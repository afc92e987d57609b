package io.dbmazz.postgres.replication;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Tells failures that a new connection may cure from those that someone has to look at. */
final class StreamFailure {

  /** Feature, data, authorization, database name, syntax and privileges, limits: the same again. */
  private static final Set<String> PERMANENT_CLASSES = Set.of("0A", "22", "28", "3D", "42", "54");

  private static final String UNDEFINED_OBJECT = "42704";
  private static final String PROGRAM_LIMIT_EXCEEDED = "54000";

  private static final String TOO_LARGE =
      ". A row's text form exceeds the 1 GB that PostgreSQL can send, so no client can read it."
          + " Keep its column out of the publication, pass over the change (SELECT"
          + " pg_replication_slot_advance(<slot>, <LSN>), offset.mismatch.strategy=trust_slot) and"
          + " load the table anew";

  private StreamFailure() {}

  static boolean isCurable(Exception failure) {
    if (failure instanceof SQLException sql) {
      String state = sql.getSQLState();
      boolean permanent = state != null && state.length() >= 2 && isPermanent(state);
      return !permanent && !isTooLarge(sql);
    }
    return failure instanceof RetriableException;
  }

  private static boolean isPermanent(String state) {
    return PERMANENT_CLASSES.contains(state.substring(0, 2));
  }

  /**
   * PostgreSQL stores values up to 1 GB and builds messages up to 1 GB, and a value's text may be
   * longer than the value: what it cannot send it will never be able to send.
   */
  private static boolean isTooLarge(SQLException failure) {
    String state = failure.getSQLState();
    String message = String.valueOf(failure.getMessage());
    return PROGRAM_LIMIT_EXCEEDED.equals(state) || message.contains("invalid memory alloc request");
  }

  /** A curable failure to connect, for the worker. */
  static RetriableException curable(Exception failure) {
    return failure instanceof RetriableException stated
        ? stated
        : new RetriableException("No replication connection: " + failure.getMessage(), failure);
  }

  /**
   * A stream that was lost again soon after it had been opened, for the worker.
   *
   * @param failures in a row
   */
  static RetriableException lostAgain(Exception failure, int failures) {
    return new RetriableException(
        "The replication connection has been lost "
            + failures
            + " times in a row: "
            + failure.getMessage(),
        failure);
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
        "Replication ended" + retries + ": " + failure.getMessage() + remedy(failure), failure);
  }

  private static String remedy(Exception failure) {
    if (!(failure instanceof SQLException sql)) {
      return "";
    }
    // Until PostgreSQL 17 decoding fails on a change written while there was no publication.
    if (UNDEFINED_OBJECT.equals(sql.getSQLState())) {
      return ". Changes written without the publication cannot be read: drop the slot, remove the"
          + " stored offset and load the tables anew";
    }
    return isTooLarge(sql) ? TOO_LARGE : "";
  }
}
