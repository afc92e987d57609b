package io.dbmazz.postgres.snapshot.incremental;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON (RFC 8259), as far as signals and offsets have it: strict, and into {@code Map}, {@code
 * List}, {@code String}; a number, true, false and null stay as their text in a {@link Literal}.
 */
final class Json {

  private static final int DEEPEST = 32;

  /** A number, true, false or null. */
  record Literal(String text) {}

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException saying where it is malformed
   */
  static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.skipBlanks();
    if (json.at != text.length()) {
      throw json.malformed("nothing more");
    }
    return value;
  }

  /**
   * The texts of an array.
   *
   * @throws IllegalArgumentException when it is no array, or holds something else
   */
  static List<String> texts(Object value) {
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw new IllegalArgumentException("An array of strings is expected");
    }
    return list.stream().map(String.class::cast).toList();
  }

  /** Writes an array of texts. */
  static String write(List<String> texts) {
    return texts.stream().map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (letter < ' ') {
        out.append(String.format("\\u%04x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.append('"').toString();
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw malformed("fewer levels");
    }
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> literal();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    skipBlanks();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      skipBlanks();
      String name = string();
      skipBlanks();
      expect(':');
      members.put(name, value(depth + 1));
      if (isEnd('}')) {
        return members;
      }
    }
  }

  private List<Object> array(int depth) {
    List<Object> items = new ArrayList<>();
    expect('[');
    skipBlanks();
    if (peek() == ']') {
      at++;
      return items;
    }
    while (true) {
      items.add(value(depth + 1));
      if (isEnd(']')) {
        return items;
      }
    }
  }

  /** Whether the collection ends here; otherwise there was a comma. */
  private boolean isEnd(char bracket) {
    skipBlanks();
    if (peek() == bracket) {
      at++;
      return true;
    }
    expect(',');
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char letter = text.charAt(at++);
      if (letter < ' ') {
        throw malformed("no control character");
      }
      out.append(letter == '\\' ? escaped() : letter);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char letter = peek();
    at++;
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw malformed("an escape");
    };
  }

  private char unicode() {
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw malformed("four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Literal literal() {
    int start = at;
    while (at < text.length() && ",]}: \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (!word.matches("true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?")) {
      throw malformed("a value");
    }
    return new Literal(word);
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("more");
    }
    return text.charAt(at);
  }

  private void expect(char letter) {
    if (peek() != letter) {
      throw malformed("'" + letter + "'");
    }
    at++;
  }

  private IllegalArgumentException malformed(String expected) {
    return new IllegalArgumentException(
        "Malformed JSON at character " + at + ": " + expected + " expected");
  }
}
