package io.dbmazz.postgres.type.binary;

/** When a part of a composite or a range is written in quotes. */
final class Quotes {

  private static final String SPACE = " \t\n\r\u000b\f";

  private Quotes() {}

  /** A field of {@code record_out}. */
  static void field(byte[] text, TextBuilder into) {
    part(text, "\"\\()," + SPACE, into);
  }

  /** A bound of {@code range_out}. */
  static void bound(byte[] text, TextBuilder into) {
    part(text, "\"\\()[]," + SPACE, into);
  }

  private static void part(byte[] text, String special, TextBuilder into) {
    if (text.length == 0 || anyOf(text, special)) {
      into.doubled(text);
    } else {
      into.append(text);
    }
  }

  static boolean anyOf(byte[] text, String characters) {
    for (byte b : text) {
      if (b > 0 && characters.indexOf(b) >= 0) {
        return true;
      }
    }
    return false;
  }
}
