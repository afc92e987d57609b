package io.dbmazz.starrocks.emulator.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code columns} header: {@code a, `order`, c = to_binary(raw, 'hex')}. */
final class ColumnsParser {
  private final String text;
  private int position;

  private ColumnsParser(String text) {
    this.text = text;
  }

  static List<ColumnItem> parse(String header) {
    ColumnsParser parser = new ColumnsParser(header);
    List<ColumnItem> items = new ArrayList<>();
    do {
      items.add(parser.item());
    } while (parser.accept(','));
    if (parser.peek() != 0) {
      throw parser.unexpected();
    }
    return items;
  }

  private ColumnItem item() {
    String name = name();
    return new ColumnItem(name, accept('=') ? Optional.of(expression()) : Optional.empty());
  }

  private Expression expression() {
    char next = peek();
    if (next == '\'' || next == '"') {
      return new Expression.Literal(quoted(next), true);
    }
    if (Character.isDigit(next) || next == '-') {
      return new Expression.Literal(run(), false);
    }
    if (next == '`') {
      return new Expression.Reference(quoted(next));
    }
    int start = position;
    String word = run();
    if (!accept('(')) {
      position = start;
      return new Expression.Reference(name());
    }
    List<Expression> arguments = new ArrayList<>();
    if (peek() != ')') {
      do {
        arguments.add(expression());
      } while (accept(','));
    }
    expect(')');
    return new Expression.Call(word.toLowerCase(Locale.ROOT), arguments);
  }

  private String name() {
    if (peek() == '`') {
      return quoted('`');
    }
    int start = position;
    String word = run();
    if (ReservedWords.contains(word)) {
      position = start;
      throw unexpected();
    }
    return word;
  }

  /** A run of word characters; a sign and a point belong to numbers. */
  private String run() {
    peek();
    int start = position;
    while (position < text.length() && isWord(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw unexpected();
    }
    return text.substring(start, position);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private String quoted(char quote) {
    int end = text.indexOf(quote, position + 1);
    if (end < 0) {
      throw unexpected();
    }
    String content = text.substring(position + 1, end);
    position = end + 1;
    return content;
  }

  private boolean accept(char expected) {
    if (peek() != expected) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char expected) {
    if (!accept(expected)) {
      throw unexpected();
    }
  }

  /** The next character that is not blank; 0 at the end. */
  private char peek() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private LoadException unexpected() {
    String rest = text.substring(Math.min(position, text.length())).strip();
    String input = rest.isEmpty() ? "<EOF>" : rest.split("[\\s,()=]", 2)[0];
    return new LoadException(
        "Getting syntax error at line 1, column "
            + position
            + ". Detail message: Unexpected input '"
            + (input.isEmpty() ? rest.substring(0, 1) : input)
            + "'.");
  }
}
