package io.dbmazz.postgres.type;

/**
 * A cursor over PostgreSQL's ISO date and time text: {@code 0044-03-15 23:59:59.999999+05:30:15
 * BC}. Each method reads the next part.
 */
final class DateTimeText {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int FRACTION_DIGITS = 6;

  private final byte[] data;
  private final int end;
  private final boolean beforeChrist;
  private int position;

  DateTimeText(byte[] data, int offset, int length) {
    this.data = data;
    position = offset;
    beforeChrist = length > 3 && data[offset + length - 1] == 'C';
    end = offset + length - (beforeChrist ? " BC".length() : 0);
  }

  /** Whether the text is {@code infinity} or {@code -infinity}. */
  static boolean isInfinite(byte[] data, int offset, int length) {
    return length > 7 && data[offset + length - 1] == 'y';
  }

  /** Days since 1970-01-01 of {@code year-month-day}, in the proleptic Gregorian calendar. */
  long epochDay() {
    int written = number('-');
    expect('-');
    int month = number('-');
    expect('-');
    int day = number(' ');
    return epochDay(beforeChrist ? 1L - written : written, month, day);
  }

  /** Counts in years that start in March, so that the leap day is the last. */
  private static long epochDay(long year, int month, int day) {
    long years = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(years, 400);
    long yearOfEra = years - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /** Microseconds of {@code hours:minutes:seconds[.fraction]}; 24:00:00 is legal. */
  long microsOfDay() {
    long seconds = 3600L * twoDigits();
    expect(':');
    seconds += 60L * twoDigits();
    expect(':');
    seconds += twoDigits();
    return seconds * MICROS_PER_SECOND + fraction();
  }

  private long fraction() {
    if (position == end || data[position] != '.') {
      return 0;
    }
    position++;
    long micros = 0;
    int digits = 0;
    while (position < end && data[position] >= '0' && data[position] <= '9') {
      micros = micros * 10 + AsciiNumbers.digit(data[position++]);
      digits++;
    }
    if (digits > FRACTION_DIGITS) {
      throw new UndecodableValueException("more than six fraction digits");
    }
    for (; digits < FRACTION_DIGITS; digits++) {
      micros *= 10;
    }
    return micros;
  }

  /** Seconds east of UTC of {@code ±hours[:minutes[:seconds]]}. */
  int offsetSeconds() {
    if (position == end) {
      throw new UndecodableValueException("offset expected");
    }
    boolean west = data[position] == '-';
    position++;
    int seconds = 3600 * twoDigits();
    for (int unit = 60; position < end; unit /= 60) {
      expect(':');
      seconds += unit * twoDigits();
    }
    return west ? -seconds : seconds;
  }

  void expect(char separator) {
    if (position == end || data[position] != separator) {
      throw new UndecodableValueException("'" + separator + "' expected; is DateStyle ISO?");
    }
    position++;
  }

  void expectEnd() {
    if (position != end) {
      throw new UndecodableValueException("text after the end of the value; is DateStyle ISO?");
    }
  }

  /** Index of the next byte in the array. */
  int position() {
    return position;
  }

  private int twoDigits() {
    if (end - position < 2) {
      throw new UndecodableValueException("two digits expected");
    }
    position += 2;
    return AsciiNumbers.parseDigits(data, position - 2, position);
  }

  /** The digits before {@code separator} or the end. */
  private int number(char separator) {
    int from = position;
    while (position < end && data[position] != separator) {
      position++;
    }
    return AsciiNumbers.parseDigits(data, from, position);
  }
}
