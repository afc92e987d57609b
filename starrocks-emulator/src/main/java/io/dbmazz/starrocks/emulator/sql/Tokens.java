package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;

/** A position in a list of tokens, and the questions a parser asks of it. */
final class Tokens {

  private final Lexer.Lexed lexed;
  private int at;

  Tokens(Lexer.Lexed lexed) {
    this.lexed = lexed;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    List<Token> all = lexed.tokens();
    return all.get(Math.min(at + ahead, all.size() - 1));
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /** Whether these words come next. */
  boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Goes past these words if they come next. */
  boolean accept(String... words) {
    boolean seen = sees(words);
    at += seen ? words.length : 0;
    return seen;
  }

  boolean acceptSymbol(String symbol) {
    boolean seen = peek().isSymbol(symbol);
    at += seen ? 1 : 0;
    return seen;
  }

  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw unexpected("'" + word + "'");
      }
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw unexpected("the end of the statement");
    }
  }

  String name() {
    if (!peek().isName()) {
      throw unexpected("a name");
    }
    return next().text();
  }

  String string() {
    if (peek().kind() != Token.Kind.STRING) {
      throw unexpected("a string");
    }
    return next().text();
  }

  int number() {
    if (peek().kind() != Token.Kind.NUMBER) {
      throw unexpected("a number");
    }
    try {
      return Integer.parseInt(peek().text());
    } catch (NumberFormatException e) {
      throw unexpected("a number");
    } finally {
      at++;
    }
  }

  /** {@code table} or {@code database.table}, with a catalog before it at most. */
  List<String> dottedName() {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(name());
    } while (acceptSymbol("."));
    return parts;
  }

  /** {@code (a, b)}. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(name());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /** Goes past everything up to the parenthesis that closes the one before, and returns it. */
  String restOfParenthesis() {
    int start = peek().start();
    int depth = 1;
    while (peek().kind() != Token.Kind.END) {
      Token token = next();
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        return lexed.sql().substring(start, token.start()).trim();
      }
    }
    throw unexpected("')'");
  }

  /** The text from a position up to the token that comes next. */
  String textSince(int start) {
    return lexed.sql().substring(start, peek().start()).trim();
  }

  /** The rest of the statement as text. */
  String rest() {
    String rest = lexed.sql().substring(peek().start()).trim();
    at = lexed.tokens().size() - 1;
    return rest;
  }

  SqlError unexpected(String wanted) {
    Token token = peek();
    String found = token.kind() == Token.Kind.END ? "<EOF>" : token.text();
    return SqlError.syntax(
        1, token.start(), "Unexpected input '" + found + "', the most similar input is " + wanted);
  }
}
