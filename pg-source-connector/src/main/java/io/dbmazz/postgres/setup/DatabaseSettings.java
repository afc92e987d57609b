package io.dbmazz.postgres.setup;

import java.util.Map;
import java.util.Properties;

/**
 * Where the database is and who asks.
 *
 * @param hosts {@code host:port}, comma-separated for several; IPv6 in brackets
 * @param database name
 * @param user role
 * @param password empty when the server asks for none
 * @param properties of pgjdbc: {@code sslmode} and the like
 */
public record DatabaseSettings(
    String hosts, String database, String user, String password, Map<String, String> properties) {

  /** The properties are immutable. */
  public DatabaseSettings {
    properties = Map.copyOf(properties);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://"
        + hosts
        + "/"
        + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
  }

  Properties toDriverProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("user", user);
    all.setProperty("password", password);
    all.setProperty("tcpKeepAlive", "true");
    return all;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + hosts + "/" + database;
  }
}
