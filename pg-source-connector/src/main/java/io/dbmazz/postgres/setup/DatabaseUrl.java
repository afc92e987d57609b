package io.dbmazz.postgres.setup;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** Reads {@code postgres://}, {@code postgresql://} and {@code jdbc:postgresql://} URLs. */
public final class DatabaseUrl {

  /** libpq's parameters that mean something here, and pgjdbc's name for each. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslpassword", "sslpassword",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "options", "options",
          "target_session_attrs", "targetServerType");

  private DatabaseUrl() {}

  /**
   * Reads a URL. Parts that it leaves out are empty.
   *
   * @throws IllegalArgumentException saying what is wrong, without quoting the URL
   */
  public static DatabaseSettings parse(String url) {
    if (url.startsWith("jdbc:")) {
      return parseJdbc(url);
    }
    int scheme = url.indexOf("://");
    if (scheme < 0 || !url.substring(0, scheme).matches("postgres(ql)?")) {
      throw new IllegalArgumentException(
          "expected postgres://user:password@host:port/database or jdbc:postgresql://…");
    }
    return parseUri(url.substring(scheme + 3));
  }

  private static DatabaseSettings parseUri(String rest) {
    String beforeQuery = before(rest, rest.indexOf('?'));
    Map<String, String> properties = query(after(rest, rest.indexOf('?')));
    String authority = before(beforeQuery, beforeQuery.indexOf('/'));
    String database = decode(after(beforeQuery, beforeQuery.indexOf('/')));
    String userInfo = authority.substring(0, Math.max(0, authority.lastIndexOf('@')));
    String hosts = authority.substring(authority.lastIndexOf('@') + 1);
    return new DatabaseSettings(
        hosts,
        database,
        decode(before(userInfo, userInfo.indexOf(':'))),
        decode(after(userInfo, userInfo.indexOf(':'))),
        properties);
  }

  private static Map<String, String> query(String query) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String name = decode(before(parameter, parameter.indexOf('=')));
      String value = decode(after(parameter, parameter.indexOf('=')));
      if (name.equals("replication") && value.equals("database")) {
        continue;
      }
      String property = PARAMETERS.get(name);
      if (property == null) {
        throw new IllegalArgumentException("unknown parameter '" + name + "'");
      }
      properties.put(property, value);
    }
    return properties;
  }

  private static DatabaseSettings parseJdbc(String url) {
    Properties parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new IllegalArgumentException("not a URL that the PostgreSQL driver understands");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    parsed.stringPropertyNames().forEach(name -> properties.put(name, parsed.getProperty(name)));
    String hosts = hosts(properties.remove("PGHOST"), properties.remove("PGPORT"));
    String database = orEmpty(properties.remove("PGDBNAME"));
    String user = orEmpty(properties.remove("user"));
    String password = orEmpty(properties.remove("password"));
    properties.remove("replication");
    return new DatabaseSettings(hosts, database, user, password, properties);
  }

  private static String hosts(String hosts, String ports) {
    String[] names = orEmpty(hosts).split(",", -1);
    String[] numbers = orEmpty(ports).split(",", -1);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      all.append(i == 0 ? "" : ",").append(names[i]);
      if (i < numbers.length && !numbers[i].isEmpty()) {
        all.append(':').append(numbers[i]);
      }
    }
    return all.toString();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String before(String text, int index) {
    return index < 0 ? text : text.substring(0, index);
  }

  private static String after(String text, int index) {
    return index < 0 ? "" : text.substring(index + 1);
  }

  /** Percent-decodes; a plus sign stands for itself, as in libpq. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a % sign is not followed by two hexadecimal digits", e);
    }
  }
}
