package io.dbmazz.starrocks.change;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tables of the topics whose whole name fits a regular expression.
 *
 * @param topics what names fit
 * @param table name of their table, with {@code $1} or <code>${name}</code> for groups
 */
public record TopicPattern(Pattern topics, String table) {

  /**
   * Parses.
   *
   * @throws IllegalArgumentException when the expression is none, or the table speaks of a group
   *     that it has not
   */
  public static TopicPattern of(String regex, String table) {
    try {
      // An empty name fits too, so that the groups that the table names are looked up.
      String unused = Pattern.compile("(?:" + regex + ")|").matcher("").replaceFirst(table);
      return new TopicPattern(Pattern.compile("\\A(?:" + regex + ")\\z"), table);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("it is no regular expression: " + e.getDescription(), e);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the expression has no such group: " + e.getMessage(), e);
    }
  }

  /** The table of a topic; empty when its name does not fit. */
  Optional<String> table(String topic) {
    var matcher = topics.matcher(topic);
    return matcher.matches() ? Optional.of(matcher.replaceFirst(table)) : Optional.empty();
  }
}
