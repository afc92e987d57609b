package io.dbmazz.starrocks.table;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A release of StarRocks, as {@code SELECT current_version()} says it: {@code 3.5.4-7fa5b2c}.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number; 0 when the server names none
 */
public record StarRocksVersion(int major, int minor, int patch)
    implements Comparable<StarRocksVersion> {

  private static final Comparator<StarRocksVersion> ORDER =
      Comparator.comparingInt(StarRocksVersion::major)
          .thenComparingInt(StarRocksVersion::minor)
          .thenComparingInt(StarRocksVersion::patch);
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
  private static final Pattern DEVELOPMENT = Pattern.compile("(?i)(main|master)\\b.*");

  /**
   * Parses what the server says. A development build, named after its branch, counts as newer than
   * every release.
   *
   * @throws ConnectException when the text is no version
   */
  public static StarRocksVersion parse(String text) {
    String trimmed = text.trim();
    if (DEVELOPMENT.matcher(trimmed).matches()) {
      return new StarRocksVersion(Integer.MAX_VALUE, 0, 0);
    }
    Matcher form = FORM.matcher(trimmed);
    if (!form.matches()) {
      throw new ConnectException(
          "starrocks.jdbc.url does not lead to StarRocks: current_version() is '" + trimmed + "'");
    }
    return new StarRocksVersion(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
  }

  /** Whether header {@code merge_condition} works: from 2.5. */
  public boolean hasMergeCondition() {
    return compareTo(new StarRocksVersion(2, 5, 0)) >= 0;
  }

  /** Whether it works together with {@code partial_update}: from 3.1.3. */
  public boolean hasMergeConditionWithPartialUpdate() {
    return compareTo(new StarRocksVersion(3, 1, 3)) >= 0;
  }

  /** Whether one transaction can take loads into several tables: from 4.0. */
  public boolean hasMultiTableTransactions() {
    return compareTo(new StarRocksVersion(4, 0, 0)) >= 0;
  }

  @Override
  public int compareTo(StarRocksVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
