package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts StarRocks' SQL into tokens and rewrites it in standard form for the parser: comments gone,
 * strings of either quote with MySQL's backslash escapes as standard {@code '…'} literals.
 */
final class Lexer {

  private final String source;
  private final List<Lexed> statements = new ArrayList<>();
  private StringBuilder standard = new StringBuilder();
  private List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  /**
   * A statement in both forms.
   *
   * @param sql standard text
   * @param tokens positions refer to {@code sql}; the last is END
   */
  record Lexed(String sql, List<Token> tokens) {}

  /** The statements of a text, which semicolons part; those without content are left out. */
  static List<Lexed> lex(String source) {
    Lexer lexer = new Lexer(source);
    lexer.run();
    return List.copyOf(lexer.statements);
  }

  private void run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ';') {
        at++;
        endStatement();
      } else if (Character.isWhitespace(c)) {
        at++;
        standard.append(' ');
      } else if (!skipComment()) {
        token(c);
      }
    }
    endStatement();
  }

  private void endStatement() {
    if (!tokens.isEmpty()) {
      tokens.add(new Token(Token.Kind.END, "", standard.length(), standard.length()));
      statements.add(new Lexed(standard.toString(), List.copyOf(tokens)));
    }
    standard = new StringBuilder();
    tokens = new ArrayList<>();
  }

  private boolean skipComment() {
    if (source.startsWith("/*", at)) {
      int end = source.indexOf("*/", at + 2);
      at = end < 0 ? source.length() : end + 2;
    } else if (source.charAt(at) == '#' || isDashComment()) {
      int end = source.indexOf('\n', at);
      at = end < 0 ? source.length() : end;
    } else {
      return false;
    }
    standard.append(' ');
    return true;
  }

  private boolean isDashComment() {
    return source.startsWith("--", at)
        && (at + 2 == source.length() || Character.isWhitespace(source.charAt(at + 2)));
  }

  private void token(char c) {
    // Not concatenation and not overlap, as the parser would have it.
    if (source.startsWith("||", at) || source.startsWith("&&", at)) {
      add(Token.Kind.SYMBOL, source.substring(at, at + 2), c == '|' ? " OR " : " AND ");
      at += 2;
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (c == '`') {
      quoted();
    } else if (Character.isDigit(c)) {
      plain(Token.Kind.NUMBER, numberEnd());
    } else if (Character.isLetter(c) || c == '_' || c == '@' || c == '$') {
      plain(Token.Kind.WORD, wordEnd(at));
    } else {
      plain(Token.Kind.SYMBOL, at + 1);
    }
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < source.length() && isWordPart(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@';
  }

  private int numberEnd() {
    int end = wordEnd(at);
    if (end < source.length() && source.charAt(end) == '.') {
      end = wordEnd(end + 1);
    }
    boolean exponent = end > at && Character.toLowerCase(source.charAt(end - 1)) == 'e';
    if (exponent && end < source.length() && "+-".indexOf(source.charAt(end)) >= 0) {
      end = wordEnd(end + 1);
    }
    return end;
  }

  private void plain(Token.Kind kind, int end) {
    String text = source.substring(at, end);
    add(kind, text, text);
    at = end;
  }

  private void quoted() {
    int end = source.indexOf('`', at + 1);
    if (end < 0) {
      throw unclosed("`");
    }
    String name = source.substring(at + 1, end);
    add(Token.Kind.QUOTED, name, '`' + name + '`');
    at = end + 1;
  }

  private void string(char quote) {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (true) {
      if (at >= source.length()) {
        at = start;
        throw unclosed(String.valueOf(quote));
      }
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length()) {
        text.append(unescape(source.charAt(at++)));
      } else if (c != quote) {
        text.append(c);
      } else if (at < source.length() && source.charAt(at) == quote) {
        text.append(quote);
        at++;
      } else {
        add(Token.Kind.STRING, text.toString(), '\'' + text.toString().replace("'", "''") + '\'');
        return;
      }
    }
  }

  /** MySQL manual, "String Literals"; {@code \%} and {@code \_} keep their backslash. */
  private static String unescape(char c) {
    return switch (c) {
      case '0' -> "\0";
      case 'b' -> "\b";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'Z' -> "\u001a";
      case '%', '_' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }

  private void add(Token.Kind kind, String text, String standardText) {
    int start = standard.length();
    standard.append(standardText);
    tokens.add(new Token(kind, text, start, standard.length()));
  }

  private SqlError unclosed(String quote) {
    return SqlError.syntax(1, at, "No closing " + quote + " found");
  }
}
