package io.dbmazz.postgres.setup;

import java.util.ArrayList;
import java.util.List;
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
    List<NamePattern> patterns = new ArrayList<>();
    for (String entry : entries.split("(?<!\\\\),", -1)) {
      if (!entry.isBlank()) {
        patterns.add(of(entry.trim().replace("\\,", ","), qualifier));
      }
    }
    return List.copyOf(patterns);
  }

  private static NamePattern of(String text, String qualifier) {
    try {
      String dotted = text.indexOf('.') < 0 ? qualifier + "\\." + text : text;
      return new NamePattern(text, Pattern.compile(dotted));
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

  boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
