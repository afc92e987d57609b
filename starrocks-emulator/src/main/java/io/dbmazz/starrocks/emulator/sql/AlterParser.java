package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.AlterClause.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the clauses of an ALTER TABLE:
 *
 * <pre>
 * ADD COLUMN column [AFTER name | FIRST]     ADD COLUMN (column, column)
 * DROP COLUMN name                           MODIFY COLUMN column [AFTER name | FIRST]
 * RENAME COLUMN name TO name                 RENAME name
 * SET ('name' = 'value', …)
 * </pre>
 */
final class AlterParser {

  private final Tokens tokens;
  private final ColumnParser columns;

  private AlterParser(Tokens tokens, ServerVersion version) {
    this.tokens = tokens;
    this.columns = new ColumnParser(version);
  }

  /** From after the table's name to the end of the statement. */
  static List<AlterClause> parse(Tokens tokens, ServerVersion version) {
    AlterParser parser = new AlterParser(tokens, version);
    List<AlterClause> clauses = new ArrayList<>();
    do {
      clauses.add(parser.clause());
    } while (tokens.acceptSymbol(","));
    tokens.expectEnd();
    return clauses;
  }

  private AlterClause clause() {
    if (tokens.accept("ADD", "COLUMN")) {
      return add();
    }
    if (tokens.accept("DROP", "COLUMN")) {
      return new AlterClause.DropColumn(tokens.name());
    }
    if (tokens.accept("MODIFY", "COLUMN")) {
      return new AlterClause.ModifyColumn(columns.parse(tokens), position());
    }
    if (tokens.accept("RENAME", "COLUMN")) {
      String from = tokens.name();
      tokens.expect("TO");
      return new AlterClause.RenameColumn(from, tokens.name());
    }
    if (tokens.accept("RENAME")) {
      return new AlterClause.RenameTable(tokens.name());
    }
    if (tokens.accept("SET")) {
      return new AlterClause.SetProperties(properties(tokens));
    }
    throw tokens.unexpected("ADD, DROP, MODIFY, RENAME or SET");
  }

  private AlterClause add() {
    List<ColumnSpec> added = new ArrayList<>();
    if (tokens.acceptSymbol("(")) {
      do {
        added.add(columns.parse(tokens));
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
    } else {
      added.add(columns.parse(tokens));
    }
    return new AlterClause.AddColumns(added, position());
  }

  private Optional<Position> position() {
    if (tokens.accept("FIRST")) {
      return Optional.of(new Position(Optional.empty()));
    }
    return tokens.accept("AFTER")
        ? Optional.of(new Position(Optional.of(tokens.name())))
        : Optional.empty();
  }

  /** {@code ('name' = 'value', …)}. */
  static Map<String, String> properties(Tokens tokens) {
    Map<String, String> properties = new TreeMap<>();
    tokens.expectSymbol("(");
    do {
      String name = tokens.string();
      tokens.expectSymbol("=");
      properties.put(name, tokens.string());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return properties;
  }
}
