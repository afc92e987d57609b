package io.dbmazz.runner;

import io.dbmazz.runner.offset.PostgresDatabase;
import io.dbmazz.runner.pipeline.TableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** The variables of the dbmazz daemon, and the key that each sets. They win over the file. */
final class EnvironmentVariables {

  private static final String DATABASE = "source.database.";
  private static final String HTTP_URL = "sink.starrocks.http.url";
  private static final List<String> REPLACED_BY_URL =
      List.of("hostname", "port", "user", "password", "dbname");

  /** One variable; its reader checks the text and says what is wrong without quoting secrets. */
  private record Variable(String name, String key, Need need, UnaryOperator<String> reader) {}

  private enum Need {
    /** Without a file that gives the key. */
    REQUIRED,
    OPTIONAL
  }

  private static final List<Variable> VARIABLES =
      List.of(
          new Variable("DATABASE_URL", DATABASE + "url", Need.REQUIRED, text -> databaseUrl(text)),
          new Variable("SLOT_NAME", "source.slot.name", Need.REQUIRED, text -> text),
          new Variable("PUBLICATION_NAME", "source.publication.name", Need.REQUIRED, text -> text),
          new Variable("TABLES", "source.table.include.list", Need.REQUIRED, text -> tables(text)),
          new Variable("STARROCKS_URL", HTTP_URL, Need.REQUIRED, text -> text),
          new Variable("STARROCKS_DB", "sink.starrocks.database.name", Need.REQUIRED, t -> t),
          new Variable("STARROCKS_USER", "sink.starrocks.username", Need.REQUIRED, text -> text),
          new Variable("STARROCKS_PASS", "sink.starrocks.password", Need.OPTIONAL, text -> text),
          new Variable("FLUSH_SIZE", "sink.bufferflush.maxrows", Need.OPTIONAL, t -> positive(t)),
          new Variable(
              "FLUSH_INTERVAL_MS", "sink.bufferflush.intervalms", Need.OPTIONAL, t -> positive(t)),
          new Variable("GRPC_PORT", RunnerKeys.GRPC_PORT, Need.OPTIONAL, text -> port(text)));

  private static final Map<String, String> DEFAULTS =
      Map.of("sink.bufferflush.maxrows", "1500", "sink.bufferflush.intervalms", "5000");

  private EnvironmentVariables() {}

  /** The variable that sets a key. */
  static Optional<String> nameOf(String key) {
    return VARIABLES.stream().filter(v -> v.key().equals(key)).map(Variable::name).findFirst();
  }

  /** The variables' own defaults, for a run without a file. */
  static Map<String, String> defaults() {
    return DEFAULTS;
  }

  /**
   * Writes the variables over the properties.
   *
   * @return what is wrong, each naming its variable
   */
  static List<String> apply(Map<String, String> environment, Map<String, String> properties) {
    List<String> problems = new ArrayList<>();
    Map<String, String> set = new LinkedHashMap<>();
    for (Variable variable : VARIABLES) {
      String text = environment.get(variable.name());
      if (text == null) {
        continue;
      }
      try {
        set.put(variable.key(), variable.reader().apply(text.trim()));
      } catch (IllegalArgumentException | ConfigException e) {
        problems.add(variable.name() + ": " + e.getMessage());
      }
    }
    if (set.containsKey(DATABASE + "url")) {
      REPLACED_BY_URL.forEach(part -> properties.remove(DATABASE + part));
    }
    properties.putAll(set);
    problems.addAll(applySqlPort(environment, properties));
    return problems;
  }

  /** The SQL port is on the hosts of the HTTP addresses. */
  private static List<String> applySqlPort(
      Map<String, String> environment, Map<String, String> properties) {
    String text = environment.get("STARROCKS_PORT");
    if (text == null || !properties.containsKey(HTTP_URL)) {
      return List.of();
    }
    try {
      String port = port(text.trim());
      String hosts =
          Stream.of(properties.get(HTTP_URL).split("[,;]"))
              .map(address -> address.trim().replaceFirst("^https?://", "").replaceFirst("/.*", ""))
              .map(address -> address.replaceFirst(":[0-9]+$", "") + ":" + port)
              .distinct()
              .collect(Collectors.joining(","));
      properties.put("sink.starrocks.jdbc.url", "jdbc:mysql://" + hosts);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of("STARROCKS_PORT: " + e.getMessage());
    }
  }

  /** Names of the required variables whose keys nothing sets. */
  static List<String> missing(Map<String, String> properties) {
    return VARIABLES.stream()
        .filter(variable -> variable.need() == Need.REQUIRED)
        .filter(variable -> !properties.containsKey(variable.key()))
        .map(Variable::name)
        .toList();
  }

  private static String databaseUrl(String text) {
    PostgresDatabase.at(text);
    return text;
  }

  private static String tables(String text) {
    return TableList.toRegex(TableList.parse("TABLES", text));
  }

  private static String positive(String text) {
    return number(text, Integer.MAX_VALUE);
  }

  private static String port(String text) {
    return number(text, 65_535);
  }

  private static String number(String text, int largest) {
    if (!text.matches("[0-9]{1,10}")
        || Long.parseLong(text) < 1
        || Long.parseLong(text) > largest) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a whole number from 1 to " + largest);
    }
    return text;
  }
}
