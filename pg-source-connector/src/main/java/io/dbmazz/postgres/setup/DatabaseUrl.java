package io.dbmazz.postgres.setup;

import io.dbmazz.record.PostgresUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** Reads {@code postgres://}, {@code postgresql://} and {@code jdbc:postgresql://} URLs. */
public final class DatabaseUrl {

  private DatabaseUrl() {}

  /**
   * Reads a URL. Parts that a JDBC URL leaves out are empty.
   *
   * @throws IllegalArgumentException saying what is wrong, without quoting the URL
   */
  public static DatabaseSettings parse(String url) {
    if (url.startsWith("jdbc:")) {
      return parseJdbc(url);
    }
    PostgresUrl parsed = PostgresUrl.parse(url);
    return new DatabaseSettings(
        parsed.hosts(), parsed.database(), parsed.user(), parsed.password(), parsed.properties());
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
}
