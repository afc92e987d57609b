package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Locale;

/** Reads a column type and checks its limits. */
final class TypeParser {

  private static final int MAX_CHAR = 255;
  private static final int MAX_VARCHAR = 1_048_576;
  private static final int MAX_VARCHAR_SINCE_4_2 = 2_147_482_624;

  private final ServerVersion version;

  TypeParser(ServerVersion version) {
    this.version = version;
  }

  ColumnType parse(Tokens tokens) {
    Token at = tokens.peek();
    String name = tokens.name().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "BOOLEAN", "BOOL" -> ColumnType.of(Kind.BOOLEAN);
      case "TINYINT", "SMALLINT", "INT", "BIGINT", "LARGEINT" ->
          integer(Kind.valueOf(name), tokens);
      case "INTEGER" -> integer(Kind.INT, tokens);
      case "FLOAT", "DOUBLE", "DATE", "DATETIME" -> ColumnType.of(Kind.valueOf(name));
      case "DECIMAL", "NUMERIC", "DECIMALV2", "DECIMALV3", "DECIMAL32", "DECIMAL64", "DECIMAL128" ->
          decimal(tokens);
      case "CHAR" -> text(Kind.CHAR, tokens, 1, MAX_CHAR);
      // UNCERTAIN: the length of a VARCHAR without one.
      case "VARCHAR" -> text(Kind.VARCHAR, tokens, ColumnType.STRING_LENGTH, maxVarchar());
      case "STRING", "TEXT" -> ColumnType.varchar(ColumnType.STRING_LENGTH);
      case "JSON" -> since(2, 2, ColumnType.of(Kind.JSON), at);
      case "VARBINARY", "BINARY" ->
          since(3, 0, text(Kind.VARBINARY, tokens, MAX_VARCHAR, MAX_VARCHAR), at);
      case "ARRAY" -> nested(tokens);
      case "MAP", "STRUCT" -> since(3, 1, nested(tokens), at);
      default ->
          throw SqlError.syntax(1, at.start(), "No viable statement for input '" + name + "'");
    };
  }

  private ColumnType since(int major, int minor, ColumnType type, Token at) {
    if (!version.has(major, minor, 0)) {
      throw SqlError.syntax(1, at.start(), "No viable statement for input '" + at.text() + "'");
    }
    return type;
  }

  private int maxVarchar() {
    return version.has(4, 2, 0) ? MAX_VARCHAR_SINCE_4_2 : MAX_VARCHAR;
  }

  /** The display width of {@code INT(11)} means nothing. */
  private static ColumnType integer(Kind kind, Tokens tokens) {
    if (tokens.acceptSymbol("(")) {
      tokens.number();
      tokens.expectSymbol(")");
    }
    return ColumnType.of(kind);
  }

  private ColumnType decimal(Tokens tokens) {
    int precision = 10;
    int scale = 0;
    if (tokens.acceptSymbol("(")) {
      precision = tokens.number();
      scale = tokens.acceptSymbol(",") ? tokens.number() : 0;
      tokens.expectSymbol(")");
    }
    int limit = version.has(4, 0, 0) ? 76 : 38;
    if (precision < 1 || precision > limit) {
      throw SqlError.analyzing(
          "DECIMAL's precision should range from 1 to " + limit + ", but got " + precision);
    }
    if (scale > precision) {
      throw SqlError.analyzing("DECIMAL's scale should be less than or equal to its precision");
    }
    return ColumnType.decimal(precision, scale);
  }

  private static ColumnType text(Kind kind, Tokens tokens, int unsaid, int limit) {
    if (!tokens.acceptSymbol("(")) {
      return ColumnType.sized(kind, unsaid);
    }
    int length = tokens.number();
    tokens.expectSymbol(")");
    String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    if (length < 1) {
      throw SqlError.analyzing(name + " size must be > 0: " + length);
    }
    if (length > limit) {
      throw SqlError.analyzing(name + " size must be <= " + limit + ": " + length);
    }
    return ColumnType.sized(kind, length);
  }

  private static ColumnType nested(Tokens tokens) {
    tokens.expectSymbol("<");
    int depth = 1;
    while (depth > 0) {
      if (tokens.peek().kind() == Token.Kind.END) {
        throw tokens.unexpected("'>'");
      }
      Token token = tokens.next();
      depth += token.isSymbol("<") ? 1 : token.isSymbol(">") ? -1 : 0;
    }
    return ColumnType.of(Kind.NESTED);
  }
}
