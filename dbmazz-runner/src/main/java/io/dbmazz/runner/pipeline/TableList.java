package io.dbmazz.runner.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** Table names as operators write them, and as {@code table.include.list} wants them. */
public final class TableList {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\]{}()*+?^$|,]");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([^A-Za-z0-9])");

  private TableList() {}

  /**
   * Splits a comma-separated list.
   *
   * @throws ConfigException when a name between two commas is missing
   */
  public static List<String> parse(String key, String text) {
    List<String> names = Stream.of(text.split(",", -1)).map(String::trim).toList();
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new ConfigException(key, text, "must be table names separated by commas");
    }
    return names;
  }

  /** Regular expressions that match exactly these tables; a plain name is one of public. */
  public static String toRegex(List<String> names) {
    return names.stream()
        .map(name -> name.contains(".") ? name : "public." + name)
        .map(name -> SPECIAL.matcher(name).replaceAll("\\\\$0"))
        .collect(Collectors.joining(","));
  }

  /**
   * The tables that expressions name outright, as {@code schema.table}; a dot need not be escaped.
   * Others are left out, and so are names that Kafka forbids in topics.
   */
  static List<String> named(String regexes) {
    return display(regexes).stream().filter(name -> TABLE.matcher(name).matches()).toList();
  }

  /** The expressions as an operator reads them: without the backslashes before literal signs. */
  static List<String> display(String regexes) {
    return Stream.of(regexes.split("(?<!\\\\),"))
        .map(String::trim)
        .filter(regex -> !regex.isEmpty())
        .map(regex -> ESCAPED.matcher(regex).replaceAll("$1"))
        .toList();
  }
}
