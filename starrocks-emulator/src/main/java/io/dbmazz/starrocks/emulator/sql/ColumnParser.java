package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnSpec.Nullability;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code name type [NULL | NOT NULL] [DEFAULT value] [COMMENT 'text']}. JSqlParser refuses
 * MAP, STRUCT, function defaults and column names such as {@code key}, hence a parser of our own.
 */
final class ColumnParser {

  private static final Set<String> DEFAULT_FUNCTIONS =
      Set.of("CURRENT_TIMESTAMP", "NOW", "UUID", "UUID_NUMERIC");

  private final TypeParser types;

  ColumnParser(ServerVersion version) {
    this.types = new TypeParser(version);
  }

  ColumnSpec parse(Tokens tokens) {
    String name = tokens.name();
    int typeStart = tokens.peek().start();
    ColumnType type = types.parse(tokens);
    String typeText = type.kind() == ColumnType.Kind.NESTED ? tokens.textSince(typeStart) : "";
    Nullability nullability = Nullability.UNSAID;
    Optional<String> defaultValue = Optional.empty();
    String comment = "";
    while (true) {
      if (tokens.accept("NOT", "NULL")) {
        nullability = Nullability.NOT_NULL;
      } else if (tokens.accept("NULL")) {
        nullability = Nullability.NULL;
      } else if (tokens.accept("DEFAULT")) {
        defaultValue = defaultValue(name, type, tokens);
      } else if (tokens.accept("COMMENT")) {
        comment = tokens.string();
      } else {
        return new ColumnSpec(name, type, typeText, nullability, defaultValue, comment);
      }
    }
  }

  /** A quoted literal, NULL or one of a few functions; a bare number is a syntax error. */
  private static Optional<String> defaultValue(String column, ColumnType type, Tokens tokens) {
    if (tokens.accept("NULL")) {
      return Optional.empty();
    }
    if (tokens.peek().kind() == Token.Kind.STRING) {
      String literal = tokens.string();
      checkLiteral(column, type, literal);
      return Optional.of(literal);
    }
    boolean enclosed = tokens.acceptSymbol("(");
    if (tokens.peek().kind() != Token.Kind.WORD) {
      throw tokens.unexpected("a quoted literal");
    }
    String function = tokens.name().toUpperCase(Locale.ROOT);
    boolean called = tokens.acceptSymbol("(");
    if (called) {
      tokens.expectSymbol(")");
    }
    if (enclosed) {
      tokens.expectSymbol(")");
    }
    if (!DEFAULT_FUNCTIONS.contains(function)) {
      throw SqlError.analyzing(
          "Invalid default value for '" + column + "': function " + function + " is not supported");
    }
    boolean isTime = function.equals("NOW") || function.equals("CURRENT_TIMESTAMP");
    return Optional.of(isTime ? "CURRENT_TIMESTAMP" : function.toLowerCase(Locale.ROOT) + "()");
  }

  private static void checkLiteral(String column, ColumnType type, String literal) {
    if (type.kind() == ColumnType.Kind.JSON || type.kind() == ColumnType.Kind.NESTED) {
      // UNCERTAIN: the words, and whether 4.x still refuses it.
      throw SqlError.analyzing(
          "Invalid default value for '" + column + "': this type cannot have a default value");
    }
    try {
      Coercion.coerce(type, literal);
    } catch (IllegalArgumentException e) {
      String kind = type.kind().name().startsWith("DATE") ? "date" : "the";
      throw SqlError.analyzing(
          "Invalid default value for '"
              + column
              + "': "
              + kind
              + " literal ["
              + literal
              + "] is invalid");
    }
  }
}
