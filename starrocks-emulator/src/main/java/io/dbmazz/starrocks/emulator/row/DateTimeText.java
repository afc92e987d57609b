package io.dbmazz.starrocks.emulator.row;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Reads a DATETIME as be/src/runtime/time_types.cpp does: leniently, after MySQL. Two-digit years,
 * missing separators and trailing text are accepted; a zone or an offset is trailing text, so it is
 * dropped and never applied.
 */
final class DateTimeText {
  private static final int SECOND = 5;
  private static final int MICROS = 6;
  private static final int MAX_FIELDS = 7;

  private final String text;
  private final int[] fields = new int[MAX_FIELDS];
  private final int[] digits = new int[MAX_FIELDS];
  private int position;
  private int count;
  private boolean packed;
  private int yearDigits;

  private DateTimeText(String text) {
    this.text = text;
  }

  /** The time written, to the microsecond; empty when it is none. */
  static Optional<LocalDateTime> parse(String text) {
    DateTimeText parser = new DateTimeText(text);
    return parser.split() ? parser.value() : Optional.empty();
  }

  private boolean split() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
    measureYear();
    int width = yearDigits;
    while (atDigit() && count < MAX_FIELDS) {
      if (!readField(width)) {
        return false;
      }
      width = 2;
      if (count++ == SECOND) {
        if (position == text.length() || text.charAt(position) != '.') {
          break;
        }
        position++;
        width = 6;
      } else if (!skipSeparator(count - 1)) {
        return false;
      }
    }
    return count >= 3;
  }

  /** Digits without separators ("20240131", "240131T120000"): the year's width follows from all. */
  private void measureYear() {
    int end = position;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == 'T')) {
      end++;
    }
    int length = end - position;
    packed = end == text.length() || text.charAt(end) == '.';
    yearDigits = !packed || length == 4 || length == 8 || length >= 14 ? 4 : 2;
  }

  private boolean readField(int width) {
    boolean toSeparator = !packed && count != MICROS;
    int start = position;
    while (atDigit() && (toSeparator || position - start < width)) {
      fields[count] = fields[count] * 10 + (text.charAt(position++) - '0');
      if (fields[count] > 999_999) {
        return false;
      }
    }
    digits[count] = position - start;
    return true;
  }

  /** False at a blank where none may stand: only after the day and after the fraction. */
  private boolean skipSeparator(int field) {
    if (field == 2 && position < text.length() && text.charAt(position) == 'T') {
      position++;
      return true;
    }
    while (position < text.length() && isSeparator(text.charAt(position))) {
      if (isSpace(text.charAt(position)) && field != 2 && field != MICROS) {
        return false;
      }
      position++;
    }
    return true;
  }

  private Optional<LocalDateTime> value() {
    int year = fields[0];
    if ((packed ? yearDigits : digits[0]) == 2) {
      year += year < 70 ? 2000 : 1900;
    }
    int micros = fields[MICROS];
    for (int i = digits[MICROS]; i > 0 && i < 6; i++) {
      micros *= 10;
    }
    if (year > 9999) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              year, fields[1], fields[2], fields[3], fields[4], fields[SECOND], micros * 1000));
    } catch (DateTimeException outOfRange) {
      return Optional.empty();
    }
  }

  private boolean atDigit() {
    return position < text.length() && isDigit(text.charAt(position));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isSeparator(char c) {
    return isSpace(c) || (c > ' ' && c < 127 && !Character.isLetterOrDigit(c));
  }
}
