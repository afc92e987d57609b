package io.dbmazz.postgres;

import io.dbmazz.postgres.snapshot.incremental.StreamNudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which logical messages become records, by their prefix: with neither list none, and the server is
 * not asked for them. Our own are never wanted.
 *
 * @param included expressions of which one has to match; none for all
 * @param excluded expressions of which none may match
 */
record MessagePrefixes(List<Pattern> included, List<Pattern> excluded)
    implements Predicate<String> {

  static final String INCLUDE = "message.prefix.include.list";
  static final String EXCLUDE = "message.prefix.exclude.list";

  /**
   * Reads a comma-separated list.
   *
   * @throws IllegalArgumentException naming the entry that is not a regular expression
   */
  static List<Pattern> list(String entries) {
    List<Pattern> patterns = new ArrayList<>();
    for (String entry : entries.split("(?<!\\\\),", -1)) {
      if (!entry.isBlank()) {
        patterns.add(pattern(entry.trim().replace("\\,", ",")));
      }
    }
    return List.copyOf(patterns);
  }

  private static Pattern pattern(String entry) {
    try {
      return Pattern.compile(entry);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + entry + "' is not a regular expression: " + e.getDescription(), e);
    }
  }

  /** The key that asks for messages; empty when none does. */
  Optional<String> key() {
    if (!included.isEmpty()) {
      return Optional.of(INCLUDE);
    }
    return excluded.isEmpty() ? Optional.empty() : Optional.of(EXCLUDE);
  }

  @Override
  public boolean test(String prefix) {
    return key().isPresent()
        && !prefix.equals(StreamNudge.PREFIX)
        && (included.isEmpty() || matches(included, prefix))
        && !matches(excluded, prefix);
  }

  private static boolean matches(List<Pattern> patterns, String prefix) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(prefix).matches());
  }
}
