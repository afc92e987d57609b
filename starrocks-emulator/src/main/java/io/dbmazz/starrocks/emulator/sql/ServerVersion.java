package io.dbmazz.starrocks.emulator.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The StarRocks version that is played.
 *
 * @param major for example 3
 * @param minor for example 5
 * @param patch for example 4
 */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {

  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

  /** From {@code major.minor.patch}. */
  public static ServerVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "StarRocks version '" + text + "' is not of the form major.minor.patch, such as 3.5.4");
    }
    return new ServerVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Whether this version has what came with the given one. */
  public boolean has(int sinceMajor, int sinceMinor, int sincePatch) {
    return compareTo(new ServerVersion(sinceMajor, sinceMinor, sincePatch)) >= 0;
  }

  /** What the handshake and {@code version()} say: 5.1.0 up to 3.3, 8.0.33 from 3.4. */
  public String mysqlVersion() {
    return has(3, 4, 0) ? "8.0.33" : "5.1.0";
  }

  @Override
  public int compareTo(ServerVersion other) {
    int order = Integer.compare(major, other.major);
    order = order == 0 ? Integer.compare(minor, other.minor) : order;
    return order == 0 ? Integer.compare(patch, other.patch) : order;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
