package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.LoadException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV separator as it stands in a header: {@code \x01}, {@code \t} or the characters themselves.
 */
final class Delimiter {
  private static final int MAX_LENGTH = 50;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([tnr]))");

  private Delimiter() {}

  static String parse(String header) {
    String delimiter =
        ESCAPE
            .matcher(header)
            .replaceAll(found -> Matcher.quoteReplacement(Character.toString(character(found))));
    if (delimiter.length() > MAX_LENGTH) {
      throw new LoadException("the delimiter is longer than " + MAX_LENGTH + " bytes");
    }
    return delimiter;
  }

  private static char character(MatchResult escape) {
    if (escape.group(1) != null) {
      return (char) Integer.parseInt(escape.group(1), 16);
    }
    return switch (escape.group(2)) {
      case "t" -> '\t';
      case "n" -> '\n';
      default -> '\r';
    };
  }
}
