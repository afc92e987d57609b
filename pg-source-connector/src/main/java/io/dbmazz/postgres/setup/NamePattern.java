package io.dbmazz.postgres.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One entry of an include or exclude list: a regular expression that has to match a whole dotted
 * name.
 *
 * @param text as the user wrote it
 * @param regex of it
 */
public record NamePattern(String text, Pattern regex) {

  private static final Pattern PLAIN =
      Pattern.compile("(?:[^\\\\^$*+?()\\[\\]{}|]|\\\\[^A-Za-z0-9])*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  /**
   * Reads a comma-separated list; a comma inside an expression is written {@code \,}.
   *
   * @param qualifier put before entries that have no dot, such as {@code public}
   * @throws IllegalArgumentException naming the entry that is not a regular expression
   */
  public static List<NamePattern> list(String entries, String qualifier) {
    return list(entries, text -> text.indexOf('.') < 0 ? qualifier + "\\." + text : text);
  }

  /**
   * Reads a comma-separated list of names that have no qualifier, such as schemas.
   *
   * @throws IllegalArgumentException naming the entry that is not a regular expression
   */
  public static List<NamePattern> unqualified(String entries) {
    return list(entries, UnaryOperator.identity());
  }

  /**
   * Reads a comma-separated list of columns.
   *
   * @throws IllegalArgumentException naming the entry that is not a regular expression, or that
   *     cannot match {@code schema.table.column}: a column that was to be hidden would not be
   */
  public static List<NamePattern> columns(String entries) {
    List<NamePattern> columns = unqualified(entries);
    for (NamePattern column : columns) {
      if (column.isPlain() && column.plainName().chars().filter(c -> c == '.').count() < 2) {
        throw new IllegalArgumentException("'" + column.text() + "' is not schema.table.column");
      }
    }
    return columns;
  }

  private static List<NamePattern> list(String entries, UnaryOperator<String> qualify) {
    List<NamePattern> patterns = new ArrayList<>();
    for (String entry : entries.split("(?<!\\\\),", -1)) {
      if (!entry.isBlank()) {
        patterns.add(of(entry.trim().replace("\\,", ","), qualify));
      }
    }
    return List.copyOf(patterns);
  }

  private static NamePattern of(String text, UnaryOperator<String> qualify) {
    try {
      return new NamePattern(text, Pattern.compile(qualify.apply(text)));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a regular expression: " + e.getDescription(), e);
    }
  }

  /** Whether the expression is a name: no more than one table can be meant. */
  boolean isPlain() {
    return PLAIN.matcher(text).matches();
  }

  /** The name that a plain expression means. */
  String plainName() {
    return ESCAPE.matcher(text).replaceAll("$1");
  }

  /** Whether the expression matches the whole of a name. */
  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
