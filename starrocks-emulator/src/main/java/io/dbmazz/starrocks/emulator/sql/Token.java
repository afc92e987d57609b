package io.dbmazz.starrocks.emulator.sql;

/**
 * A piece of a statement.
 *
 * @param kind what it is
 * @param text without quotes, escapes resolved
 * @param start where it begins in {@link Lexer#sql}
 * @param end where it ends there
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    WORD,
    /** An identifier in backticks. */
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it can name a column or table. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
