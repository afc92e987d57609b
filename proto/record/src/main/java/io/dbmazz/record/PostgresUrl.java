package io.dbmazz.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection URL of PostgreSQL's own programs, {@code
 * postgres://user:password@host:port/database?sslmode=…}, as the source and whoever runs it must
 * read it alike: percent-decoded, with a plus sign that stands for itself.
 *
 * @param hosts {@code host:port}, comma-separated for several; IPv6 in brackets
 * @param database name
 * @param user empty when the URL names none
 * @param password empty when the URL names none
 * @param properties pgjdbc's names for the parameters; {@code replication=database} is left out
 */
public record PostgresUrl(
    String hosts, String database, String user, String password, Map<String, String> properties) {

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

  /** The properties are immutable. */
  public PostgresUrl {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is wrong; never quotes the URL, which may hold a
   *     password
   */
  public static PostgresUrl parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must look like postgres://user:password@host:5432/database?sslmode=require, with special"
              + " signs in user and password percent-encoded");
    }
    for (String host : parts.group("hosts").split(",", -1)) {
      checkHost(host);
    }
    return new PostgresUrl(
        parts.group("hosts"),
        decoded("database", parts.group("database")),
        decoded("user", parts.group("user")),
        decoded("password", parts.group("password")),
        properties(parts.group("query")));
  }

  private static void checkHost(String host) {
    Matcher parts = HOST.matcher(host);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + host + "' is not host:port");
    }
    String port = parts.group("port");
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  private static Map<String, String> properties(String query) {
    Map<String, String> properties = new HashMap<>();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      String[] halves = parameter.split("=", 2);
      if (parameter.equals("replication=database")) {
        continue;
      }
      String property = PARAMETERS.get(halves[0]);
      if (property == null || halves.length != 2) {
        throw new IllegalArgumentException(
            "parameter '" + halves[0] + "' is unknown, or has no value");
      }
      properties.put(property, decoded(property, halves[1]));
    }
    return properties;
  }

  private static String decoded(String part, String text) {
    if (text == null) {
      return "";
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without its cause, which quotes the text.
      throw new IllegalArgumentException(
          part + ": a % sign must be followed by two hexadecimal digits (%25 for itself)");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + hosts + "/" + database;
  }
}
