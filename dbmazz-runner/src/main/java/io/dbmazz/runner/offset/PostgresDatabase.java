package io.dbmazz.runner.offset;

import io.dbmazz.record.PostgresUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * How to reach a PostgreSQL database. Connections commit each statement, wait for the commit to be
 * on disk whatever the server's default is, and give up on an answer after half a minute.
 *
 * @param url JDBC URL
 * @param properties pgjdbc's connection properties, with user and password
 */
public record PostgresDatabase(String url, Map<String, String> properties) {

  private static final String SESSION =
      "SET synchronous_commit = on; SET statement_timeout = '30s'; SET lock_timeout = '10s'";

  /** SQLSTATE classes that time cures: connection, resources, rollback, operator, system. */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "58");

  /** And states of other classes: lock not available, read-only (a standby being promoted). */
  private static final Set<String> TRANSIENT_STATES = Set.of("55P03", "25006");

  /** Takes the parts; the properties are copied. */
  public PostgresDatabase {
    properties = Map.copyOf(properties);
  }

  /**
   * The database of a URL: {@code postgres://…}, or {@code jdbc:postgresql:…}, which is taken as it
   * is.
   *
   * @throws IllegalArgumentException saying what is wrong, without quoting the URL
   */
  public static PostgresDatabase at(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgresDatabase(url, Map.of());
    }
    PostgresUrl parsed = PostgresUrl.parse(url);
    Map<String, String> properties = new HashMap<>(parsed.properties());
    properties.put("user", parsed.user());
    properties.put("password", parsed.password());
    properties.values().removeIf(String::isEmpty);
    String database = URLEncoder.encode(parsed.database(), StandardCharsets.UTF_8);
    return new PostgresDatabase("jdbc:postgresql://" + parsed.hosts() + "/" + database, properties);
  }

  /** Opens a connection; the caller closes it. */
  public Connection connect() throws SQLException {
    Properties all = new Properties();
    all.putAll(
        Map.of(
            "ApplicationName", "dbmazz",
            "connectTimeout", "10",
            "socketTimeout", "40",
            "tcpKeepAlive", "true"));
    all.putAll(properties);
    Connection connection = DriverManager.getConnection(url, all);
    try (var statement = connection.createStatement()) {
      statement.execute(SESSION);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The failure in Connect's words: retriable when time cures it. */
  public ConnectException failure(String what, SQLException cause) {
    String state = cause.getSQLState() == null ? "08000" : cause.getSQLState();
    String message = what + ": " + cause.getMessage();
    boolean curable =
        TRANSIENT_STATES.contains(state)
            || (state.length() == 5 && TRANSIENT_CLASSES.contains(state.substring(0, 2)));
    return curable ? new RetriableException(message, cause) : new ConnectException(message, cause);
  }

  /** The URL without what might be secret. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
