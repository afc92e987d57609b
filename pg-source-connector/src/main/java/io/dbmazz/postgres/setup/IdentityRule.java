package io.dbmazz.postgres.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code replica.identity.autoset.values}.
 *
 * @param tables it holds for
 * @param identity DEFAULT, FULL, NOTHING or {@code USING INDEX "name"}, as ALTER TABLE takes it
 */
public record IdentityRule(NamePattern tables, String identity) {

  private static final Pattern INDEX = Pattern.compile("(?i)INDEX\\s+(\\S+)");

  /**
   * Reads {@code <table>:<identity>}, comma-separated; the table is a regular expression.
   *
   * @throws IllegalArgumentException naming the entry that is malformed
   */
  public static List<IdentityRule> list(String entries) {
    List<IdentityRule> rules = new ArrayList<>();
    for (String entry : entries.split("(?<!\\\\),", -1)) {
      if (!entry.isBlank()) {
        rules.add(of(entry.trim()));
      }
    }
    return List.copyOf(rules);
  }

  private static IdentityRule of(String entry) {
    int colon = entry.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + entry + "' is not <table>:<replica identity>");
    }
    String tables = entry.substring(0, colon).replace(",", "\\,");
    List<NamePattern> patterns = NamePattern.list(tables, "public");
    return new IdentityRule(patterns.get(0), identity(entry.substring(colon + 1).trim()));
  }

  private static String identity(String text) {
    Matcher index = INDEX.matcher(text);
    if (index.matches()) {
      return "USING INDEX " + Sql.identifier(index.group(1));
    }
    String identity = text.toUpperCase(Locale.ROOT);
    return switch (identity) {
      case "DEFAULT", "FULL", "NOTHING" -> identity;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not DEFAULT, FULL, NOTHING or INDEX <index name>");
    };
  }

  /** Whether a table has this identity's setting already; of an index only that some is set. */
  boolean isSetting(char relreplident) {
    char wanted = identity.startsWith("USING") ? 'i' : Character.toLowerCase(identity.charAt(0));
    return wanted == relreplident;
  }
}
