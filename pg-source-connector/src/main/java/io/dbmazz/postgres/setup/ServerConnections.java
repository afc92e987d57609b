package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens connections; each belongs to the caller. Any thread. */
public final class ServerConnections {

  private final DatabaseSettings settings;
  private final ConnectionTimeouts timeouts;
  private final String applicationName;

  /**
   * @param applicationName shown in {@code pg_stat_activity}
   */
  public ServerConnections(
      DatabaseSettings settings, ConnectionTimeouts timeouts, String applicationName) {
    this.settings = settings;
    this.timeouts = timeouts;
    this.applicationName = applicationName;
  }

  /** Name of the database that is connected to. */
  public String database() {
    return settings.database();
  }

  /**
   * A connection for statements, in autocommit.
   *
   * @throws SetupException when the server refuses us
   * @throws org.apache.kafka.connect.errors.RetriableException when it cannot be reached now
   */
  public Connection openSql() {
    Properties properties = properties();
    properties.setProperty("socketTimeout", seconds(timeouts.answer()));
    return open(properties);
  }

  /**
   * A walsender's connection, in simple query mode as the server demands. Commands have to be
   * answered in time, as on an SQL connection; whoever starts streaming lifts that with {@link
   * Connection#setNetworkTimeout}: in the middle of a frame it would leave the driver out of step.
   *
   * @throws SetupException when the server refuses us
   * @throws org.apache.kafka.connect.errors.RetriableException when it cannot be reached now
   */
  public Connection openReplication() {
    Properties properties = properties();
    properties.setProperty("socketTimeout", seconds(timeouts.answer()));
    properties.setProperty("replication", "database");
    properties.setProperty("preferQueryMode", "simple");
    // Without it the driver asks the server before it says that it wants to replicate.
    properties.setProperty("assumeMinServerVersion", "12");
    // Of SQL_ASCII databases bytes are taken as they are.
    properties.setProperty("allowEncodingChanges", "true");
    properties.setProperty("receiveBufferSize", Integer.toString(1024 * 1024));
    properties.putIfAbsent("socketFactory", EofSocketFactory.class.getName());
    return open(properties);
  }

  private Properties properties() {
    Properties properties = settings.toDriverProperties();
    properties.putIfAbsent("ApplicationName", applicationName);
    properties.putIfAbsent("connectTimeout", seconds(timeouts.connect()));
    properties.setProperty("loginTimeout", seconds(timeouts.connect()));
    return properties;
  }

  private static String seconds(java.time.Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private Connection open(Properties properties) {
    try {
      Connection connection = new Driver().connect(settings.jdbcUrl(), properties);
      if (connection == null) {
        throw new SetupException(
            "database.hostname", "Not the address of a PostgreSQL server: " + settings.hosts());
      }
      return connection;
    } catch (SQLException e) {
      throw SqlFailure.ofConnecting(e, settings);
    }
  }
}
