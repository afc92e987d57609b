package io.dbmazz.postgres.setup;

/** Quoting of names and texts in statements that take no parameters. */
public final class Sql {

  private Sql() {}

  /** A quoted identifier, whatever is in the name. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A string literal, under {@code standard_conforming_strings}. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
