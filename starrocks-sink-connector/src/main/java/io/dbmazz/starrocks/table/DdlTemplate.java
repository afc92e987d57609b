package io.dbmazz.starrocks.table;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a CREATE TABLE: text with places in braces, such as {@code {columns}}, each of which
 * is filled for the table in question. Immutable.
 */
public final class DdlTemplate {

  /** What is used unless something else is wanted. */
  public static final String PLAIN =
      "CREATE TABLE IF NOT EXISTS {table} ({columns}) {model} DISTRIBUTED BY HASH"
          + " ({keys}){buckets}{properties}";

  private static final Set<String> NEEDED = Set.of("table", "columns", "model");
  private static final Set<String> PLACES =
      Set.of("table", "columns", "model", "keys", "buckets", "properties");
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  private final String text;

  private DdlTemplate(String text) {
    this.text = text;
  }

  /**
   * Takes the text.
   *
   * @throws IllegalArgumentException when it has a place that nothing fills, or lacks one it needs
   */
  public static DdlTemplate of(String text) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!PLACES.contains(places.group(1))) {
        throw new IllegalArgumentException(
            places.group()
                + " is none of {table}, {columns}, {model}, {keys}, {buckets},"
                + " {properties}");
      }
    }
    for (String place : NEEDED) {
      if (!text.contains("{" + place + "}")) {
        throw new IllegalArgumentException("it lacks {" + place + "}");
      }
    }
    return new DdlTemplate(text);
  }

  /** The statement; values that may be empty begin with a blank of their own. */
  String fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }
}
