package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.type.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.RetriableException;

/** Settings of a connection that reads tables, and what its failures mean. */
final class ReadingSession {

  /**
   * Rows hidden by a policy would be missing without a word otherwise. A lock that does not come is
   * asked for again later, so that nobody queues behind us for long. Rows come by the key's index,
   * as a sort would read the whole table for each chunk. Nudges wait for no standby.
   */
  private static final List<String> STATEMENTS =
      List.of(
          "SET row_security = off",
          "SET standard_conforming_strings = on",
          "SET lock_timeout = '3s'",
          "SET statement_timeout = 0",
          "SET enable_sort = off",
          "SET enable_seqscan = off",
          "SET synchronous_commit = local",
          "SET search_path = pg_catalog");

  private ReadingSession() {}

  /** Makes the settings. */
  static void prepare(Connection connection) throws SQLException {
    List<String> statements = new ArrayList<>(SessionSettings.STATEMENTS);
    statements.addAll(STATEMENTS);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What a failure ends the reading with; empty when it may succeed later. */
  static Optional<Outcome> end(Exception failure, TableName table) {
    if (failure instanceof NoSuchTableException) {
      return Optional.of(new Outcome.Refused(failure.getMessage()));
    }
    if (failure instanceof SQLException sql) {
      return isRefusal(sql)
          ? Optional.of(
              new Outcome.Refused("Reading table " + table + " failed: " + sql.getMessage()))
          : Optional.empty();
    }
    return failure instanceof RetriableException
        ? Optional.empty()
        : Optional.of(new Outcome.Failed((RuntimeException) failure));
  }

  /** Privileges, policies, what a statement refers to: the same at the next attempt. */
  private static boolean isRefusal(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("42");
  }
}
