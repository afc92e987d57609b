package io.dbmazz.starrocks.emulator.sql;

import java.util.List;

/** The statements of one text, read but not run. */
public final class SqlScript {

  private final List<Lexer.Lexed> statements;

  private SqlScript(List<Lexer.Lexed> statements) {
    this.statements = statements;
  }

  /**
   * Reads a text whose statements semicolons part.
   *
   * @throws SqlError if it is empty or a string in it has no end
   */
  public static SqlScript parse(String text) {
    List<Lexer.Lexed> statements = Lexer.lex(text);
    if (statements.isEmpty()) {
      throw new SqlError(1065, "42000", "Query was empty");
    }
    return new SqlScript(statements);
  }

  /** How many statements there are; at least one. */
  public int size() {
    return statements.size();
  }

  Lexer.Lexed statement(int index) {
    return statements.get(index);
  }
}
