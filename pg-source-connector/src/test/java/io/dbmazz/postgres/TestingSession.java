package io.dbmazz.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A client with a transaction of its own. */
final class TestingSession implements AutoCloseable {

  private final Connection connection;

  TestingSession(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  TestingSession sql(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return this;
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /** PREPARE TRANSACTION; its outcome may come from any session. */
  void prepare(String name) throws SQLException {
    sql("PREPARE TRANSACTION '" + name + "'");
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
