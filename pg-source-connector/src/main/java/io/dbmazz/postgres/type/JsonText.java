package io.dbmazz.postgres.type;

/** Strings as RFC 8259 spells them. */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends a string in quotes, or {@code null}. */
  static StringBuilder append(StringBuilder json, String value) {
    if (value == null) {
      return json.append("null");
    }
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      appendCharacter(json, value.charAt(i));
    }
    return json.append('"');
  }

  private static void appendCharacter(StringBuilder json, char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ') {
      json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
    } else {
      json.append(c);
    }
  }
}
