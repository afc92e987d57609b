package io.dbmazz.starrocks.emulator.sql;

import java.util.Locale;
import java.util.Set;

/** {@code SET name = value, …}, with what clients send when they connect. */
final class SetStatement {

  private static final Set<String> SCOPES = Set.of("SESSION", "GLOBAL", "LOCAL", "PERSIST");

  private SetStatement() {}

  /** Reads from after SET. */
  static void apply(Tokens tokens, Variables variables) {
    do {
      if (tokens.accept("NAMES") || tokens.accept("CHARACTER", "SET")) {
        names(tokens, variables);
      } else if (isTransaction(tokens)) {
        tokens.rest();
      } else {
        assignment(tokens, variables);
      }
    } while (tokens.acceptSymbol(","));
    tokens.expectEnd();
  }

  private static boolean isTransaction(Tokens tokens) {
    return tokens.sees("TRANSACTION")
        || tokens.sees("SESSION", "TRANSACTION")
        || tokens.sees("GLOBAL", "TRANSACTION");
  }

  private static void names(Tokens tokens, Variables variables) {
    String charset = value(tokens);
    for (String name : new String[] {"client", "connection", "results"}) {
      variables.set("character_set_" + name, charset);
    }
    if (tokens.accept("COLLATE")) {
      variables.set("collation_connection", value(tokens));
    }
  }

  private static void assignment(Tokens tokens, Variables variables) {
    String name = tokens.name();
    if (SCOPES.contains(name.toUpperCase(Locale.ROOT)) && tokens.peek().isName()) {
      name = tokens.name();
    }
    if (tokens.acceptSymbol(".")) {
      name = tokens.name();
    }
    // Both = and := assign.
    tokens.acceptSymbol(":");
    tokens.expectSymbol("=");
    String value = value(tokens);
    boolean userVariable = name.startsWith("@") && !name.startsWith("@@");
    if (!userVariable) {
      variables.set(name.replace("@", ""), value);
    }
  }

  private static String value(Tokens tokens) {
    boolean negative = tokens.acceptSymbol("-");
    Token token = tokens.next();
    if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.SYMBOL) {
      throw SqlError.syntax(1, token.start(), "A value is missing");
    }
    // A variable set to another's value or called with arguments keeps the text.
    while (!tokens.atEnd() && !tokens.peek().isSymbol(",") && !tokens.sees("COLLATE")) {
      if (tokens.next().isSymbol("(")) {
        tokens.restOfParenthesis();
      }
    }
    return (negative ? "-" : "") + token.text();
  }
}
