package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.DatabaseSettings;
import io.dbmazz.postgres.setup.DatabaseUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold between several keys. */
final class CrossChecks {

  private static final String URL = "database.url";

  private CrossChecks() {}

  /** Problems by the key that each belongs to; empty when all is well. */
  static Map<String, String> problems(Map<String, String> properties) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (isSet(properties, URL)) {
      checkUrl(properties, problems);
    } else {
      for (String key : List.of("database.hostname", "database.dbname", "database.user")) {
        if (!isSet(properties, key)) {
          problems.put(key, "must be set, unless database.url is");
        }
      }
    }
    for (String what : List.of("schema", "table", "column", "message.prefix")) {
      String include = what + ".include.list";
      String exclude = what + ".exclude.list";
      if (isSet(properties, include) && isSet(properties, exclude)) {
        problems.put(exclude, "cannot be set together with " + include);
      }
    }
    MaskKeys.problems(properties).forEach(problems::putIfAbsent);
    DebeziumKeys.refusals(properties).forEach(problems::putIfAbsent);
    checkMessages(properties, problems);
    return problems;
  }

  private static void checkMessages(Map<String, String> properties, Map<String, String> problems) {
    for (String messages : List.of(MessagePrefixes.INCLUDE, MessagePrefixes.EXCLUDE)) {
      if (isSet(properties, messages) && "on".equals(properties.get("streaming.mode"))) {
        problems.put(
            messages,
            "cannot be set together with streaming.mode=on: of a transaction that is open PostgreSQL"
                + " does not say which savepoint a message belongs to, so one that is rolled back"
                + " could not be left out");
      }
    }
  }

  private static void checkUrl(Map<String, String> properties, Map<String, String> problems) {
    for (String key : List.of("database.hostname", "database.port", "database.dbname")) {
      if (isSet(properties, key)) {
        problems.put(key, "cannot be set together with database.url, which says it already");
      }
    }
    try {
      DatabaseSettings parsed = DatabaseUrl.parse(properties.get(URL));
      if (parsed.hosts().isEmpty() || parsed.database().isEmpty()) {
        problems.put(URL, "names no host or no database");
      } else if (parsed.user().isEmpty() && !isSet(properties, "database.user")) {
        problems.put(URL, "names no user, and database.user is not set");
      }
    } catch (IllegalArgumentException e) {
      problems.put(URL, e.getMessage());
    }
  }

  private static boolean isSet(Map<String, String> properties, String key) {
    String value = properties.get(key);
    return value != null && !value.isBlank();
  }
}
