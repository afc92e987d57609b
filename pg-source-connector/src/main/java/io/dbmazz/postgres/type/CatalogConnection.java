package io.dbmazz.postgres.type;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * The side connection for questions to the catalog: opened by the first question, kept, and opened
 * anew once when it turns out to be dead. For one thread, the one that decodes.
 */
public final class CatalogConnection implements AutoCloseable {

  /**
   * Opens a connection to the database, in autocommit mode. Its socket time-out should be set: a
   * dead network shows itself no other way.
   */
  @FunctionalInterface
  public interface Opener {
    Connection open() throws SQLException;
  }

  /** A question to the database. */
  @FunctionalInterface
  public interface Query<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final Opener opener;
  private Connection connection;

  public CatalogConnection(Opener opener) {
    this.opener = opener;
  }

  /**
   * Asks a question that may be asked twice.
   *
   * @param what is asked for, to name in errors, such as {@code the type with oid 16402}
   * @throws RetriableException when the server cannot be reached or does not answer
   * @throws ConnectException when the server refuses
   */
  public <T> T ask(String what, Query<T> query) {
    try {
      return askOnce(query);
    } catch (SQLException first) {
      if (isRefusal(first)) {
        throw new ConnectException("Cannot read " + what + " from the catalog", first);
      }
      disconnect(first);
      return askAgain(what, query, first);
    }
  }

  private <T> T askAgain(String what, Query<T> query, SQLException first) {
    try {
      return askOnce(query);
    } catch (SQLException second) {
      second.addSuppressed(first);
      disconnect(second);
      throw new RetriableException("Cannot read " + what + " from the catalog", second);
    }
  }

  private <T> T askOnce(Query<T> query) throws SQLException {
    if (connection == null) {
      connection = opener.open();
    }
    return query.ask(connection);
  }

  /** Syntax or privileges, authentication, no such database: the same tomorrow. */
  private static boolean isRefusal(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("42") || state.startsWith("28") || state.startsWith("3D");
  }

  private void disconnect(SQLException reason) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    connection = null;
  }

  /** Closes the connection, if there is one; a later question opens another. */
  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw new ConnectException("Cannot close the connection to the catalog", e);
    } finally {
      connection = null;
    }
  }
}
