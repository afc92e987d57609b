package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.NamePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One entry of {@code message.key.columns}.
 *
 * @param table it holds for
 * @param columns of the key, in its order
 */
record KeyRule(NamePattern table, List<String> columns) {

  /**
   * Reads {@code <table expression>:<column>,<column>;…}.
   *
   * @throws IllegalArgumentException naming the entry that is malformed
   */
  static List<KeyRule> list(String entries) {
    List<KeyRule> rules = new ArrayList<>();
    for (String entry : entries.split(";", -1)) {
      if (!entry.isBlank()) {
        rules.add(of(entry.trim()));
      }
    }
    return List.copyOf(rules);
  }

  private static KeyRule of(String entry) {
    int colon = entry.lastIndexOf(':');
    List<String> columns =
        Arrays.stream(entry.substring(colon + 1).split(",", -1)).map(String::trim).toList();
    if (colon <= 0 || columns.contains("")) {
      throw new IllegalArgumentException("'" + entry + "' is not <table>:<column>,<column>");
    }
    String table = entry.substring(0, colon).replace(",", "\\,");
    return new KeyRule(NamePattern.list(table, "public").get(0), columns);
  }
}
