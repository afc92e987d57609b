package io.dbmazz.starrocks.emulator.mysql;

import io.dbmazz.starrocks.emulator.sql.SqlSession;
import io.dbmazz.starrocks.emulator.sql.Warehouse;
import io.dbmazz.starrocks.emulator.sql.WarehouseOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** A server over a warehouse with an empty database {@code d}, and connections to it. */
final class TestingMySqlServer implements AutoCloseable {

  private final Warehouse warehouse;
  private final MySqlServer server;
  private final MySqlOptions options;

  TestingMySqlServer() {
    this(MySqlOptions.defaults(), warehouse -> warehouse);
  }

  TestingMySqlServer(MySqlOptions options, UnaryOperator<WarehouseOptions> change) {
    this.options = options;
    this.warehouse =
        new Warehouse(change.apply(WarehouseOptions.defaults().withDefaultReplicas(1)));
    this.server = MySqlServer.start(options, warehouse);
    try (SqlSession session = warehouse.openSession("root")) {
      session.execute("CREATE DATABASE d");
    }
  }

  Warehouse warehouse() {
    return warehouse;
  }

  int port() {
    return server.port();
  }

  /** A connection as the server's user; {@code parameters} follow the question mark. */
  Connection connect(String parameters) throws SQLException {
    return connect(options.password(), parameters);
  }

  Connection connect(String password, String parameters) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", options.user());
    properties.setProperty("password", password);
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:" + port() + "/d?" + parameters, properties);
  }

  @Override
  public void close() {
    server.close();
    warehouse.close();
  }
}
