package io.dbmazz.runner.offset;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the connection URLs that PostgreSQL's own programs read, and JDBC's. */
public final class PostgresUrl {

  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:/]*)(?::(?<password>[^/]*))?@)?"
              + "(?<hosts>[^/?@]+)/(?<database>[^/?]+)(?:\\?(?<query>.*))?");

  /** One host of several: a name or address, IPv6 in brackets, and a port that may be missing. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9a-fA-F:.%]+]|[^:,\\[\\]]+)(?::(?<port>[0-9]{1,5}))?");

  /** Parameters of libpq, and what pgjdbc calls them. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslpassword", "sslpassword",
          "channel_binding", "channelBinding",
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "options", "options",
          "target_session_attrs", "targetServerType");

  private PostgresUrl() {}

  /**
   * Reads {@code postgres://user:password@host:port/database?sslmode=…}; {@code
   * replication=database} is accepted and left out. A {@code jdbc:postgresql:} URL is taken as it
   * is.
   *
   * @throws IllegalArgumentException saying what is wrong; never quotes the URL, which may hold a
   *     password
   */
  public static PostgresDatabase parse(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgresDatabase(url, Map.of());
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must look like postgres://user:password@host:5432/database?sslmode=require, with special"
              + " signs in user and password percent-encoded");
    }
    Map<String, String> properties = new HashMap<>();
    if (parts.group("query") != null) {
      addParameters(parts.group("query"), properties);
    }
    addDecoded("user", parts.group("user"), properties);
    addDecoded("password", parts.group("password"), properties);
    return new PostgresDatabase(jdbcUrl(parts.group("hosts"), parts.group("database")), properties);
  }

  private static String jdbcUrl(String hosts, String database) {
    for (String host : hosts.split(",", -1)) {
      Matcher parts = HOST.matcher(host);
      if (!parts.matches()) {
        throw new IllegalArgumentException("'" + host + "' is not host:port");
      }
      String port = parts.group("port");
      if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
        throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
      }
    }
    return "jdbc:postgresql://" + hosts + "/" + database;
  }

  private static void addParameters(String query, Map<String, String> properties) {
    for (String parameter : query.split("&", -1)) {
      String[] halves = parameter.split("=", 2);
      if (parameter.equals("replication=database")) {
        continue;
      }
      String property = PARAMETERS.get(halves[0]);
      if (property == null || halves.length != 2) {
        throw new IllegalArgumentException(
            "parameter '" + halves[0] + "' is unknown, or has no value");
      }
      addDecoded(property, halves[1], properties);
    }
  }

  private static void addDecoded(String property, String text, Map<String, String> properties) {
    if (text == null) {
      return;
    }
    try {
      // A plus sign stands for itself here, as it does for libpq.
      properties.put(property, URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      // Without its cause, which quotes the text.
      throw new IllegalArgumentException(
          property + ": a % sign must be followed by two hexadecimal digits (%25 for itself)");
    }
  }
}
