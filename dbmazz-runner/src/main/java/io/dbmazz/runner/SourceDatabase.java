package io.dbmazz.runner;

import io.dbmazz.runner.offset.PostgresDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The source's database from the source connector's own keys. */
final class SourceDatabase {

  private static final List<String> PROPERTIES =
      List.of("user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey");

  private SourceDatabase() {}

  /**
   * How to reach it.
   *
   * @throws IllegalArgumentException naming the key that is missing or malformed
   */
  static PostgresDatabase of(Map<String, String> source) {
    PostgresDatabase database =
        source.containsKey("database.url")
            ? fromUrl(source.get("database.url"))
            : new PostgresDatabase(
                "jdbc:postgresql://"
                    + required(source, "database.hostname")
                    + ":"
                    + source.getOrDefault("database.port", "5432")
                    + "/"
                    + required(source, "database.dbname"),
                Map.of());
    Map<String, String> properties = new HashMap<>(database.properties());
    for (String property : PROPERTIES) {
      String value = source.get("database." + property);
      if (value != null) {
        properties.put(property, value);
      }
    }
    return new PostgresDatabase(database.url(), properties);
  }

  private static PostgresDatabase fromUrl(String url) {
    try {
      return PostgresDatabase.at(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("source.database.url: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> source, String key) {
    String value = source.get(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("source." + key + " is missing");
    }
    return value;
  }
}
