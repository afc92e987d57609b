package io.dbmazz.runner.demo;

import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The database in the emulator, reached as any client reaches StarRocks: over the MySQL port. */
final class DemoTarget {

  static final String DATABASE = "demo";
  static final String USER = "root";

  private final StarRocksEmulator starRocks;

  private DemoTarget(StarRocksEmulator starRocks) {
    this.starRocks = starRocks;
  }

  /** Creates the database and its tables. */
  static DemoTarget create(StarRocksEmulator starRocks) throws SQLException {
    DemoTarget target = new DemoTarget(starRocks);
    target.execute("", "CREATE DATABASE " + DATABASE);
    target.execute(DATABASE, DemoTables.STARROCKS.toArray(String[]::new));
    return target;
  }

  private void execute(String database, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(starRocks.jdbcUrl(database), USER, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Opens a connection to the database, to be closed by the caller. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(starRocks.jdbcUrl(DATABASE), USER, "");
  }

  String httpUrl() {
    return starRocks.feUrl();
  }

  String jdbcUrl() {
    return "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort();
  }
}
