package io.dbmazz.starrocks.table;

import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;

/**
 * Connector/J, one connection per statement: the catalogue is asked so seldom that an open
 * connection would only be one that has died unnoticed.
 */
final class JdbcSql implements Sql {

  private final String url;
  private final Properties properties;

  JdbcSql(String url, String user, Password password, Duration connect, Duration answer) {
    this.url = url;
    properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.value());
    properties.setProperty("connectTimeout", Long.toString(connect.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(answer.toMillis()));
    properties.setProperty("useServerPrepStmts", "false"); // refused before 3.2, then SELECT only
    properties.setProperty("useLocalSessionState", "true"); // old servers lack its variables
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("failOverReadOnly", "false"); // any front end takes statements
    properties.setProperty("retriesAllDown", "1"); // of 120: the callers know when to try again
  }

  @Override
  public List<Row> query(String sql, String... parameters) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    }
  }

  @Override
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Without DriverManager, which does not see the drivers of a plugin's class loader. */
  private Connection connect() throws SQLException {
    try {
      Connection connection = new Driver().connect(url, properties);
      if (connection == null) {
        throw new SQLException("starrocks.jdbc.url must begin with jdbc:mysql://");
      }
      return connection;
    } finally {
      // Every connection is closed here, so the driver's thread that looks for lost ones would only
      // outlive the task.
      AbandonedConnectionCleanupThread.uncheckedShutdown();
    }
  }

  private static List<Row> read(ResultSet rows) throws SQLException {
    ResultSetMetaData labels = rows.getMetaData();
    List<Row> read = new ArrayList<>();
    while (rows.next()) {
      TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i <= labels.getColumnCount(); i++) {
        values.put(labels.getColumnLabel(i), rows.getString(i));
      }
      read.add(new Row(values));
    }
    return read;
  }
}
