package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a CREATE TABLE: the column list, then StarRocks' own clauses in any order:
 *
 * <pre>
 * [ENGINE = olap] [PRIMARY KEY (a, b) | DUPLICATE KEY (a, b)] [COMMENT 'text']
 * [PARTITION BY anything] [DISTRIBUTED BY HASH (a) | RANDOM [BUCKETS n]]
 * [ORDER BY (a, b)] [PROPERTIES ('name' = 'value', …)]
 * </pre>
 */
final class CreateTableParser {

  private final Tokens tokens;
  private final ColumnParser columns;
  private final List<ColumnSpec> specs = new ArrayList<>();
  private TableDefinition.Model model = TableDefinition.Model.DUPLICATE_KEY;
  private List<String> key = List.of();
  private String comment = "";
  private String partitionBy = "";
  private List<String> distributedBy = List.of();
  private int buckets;
  private List<String> orderBy = List.of();
  private final Map<String, String> properties = new TreeMap<>();

  private CreateTableParser(Tokens tokens, ServerVersion version) {
    this.tokens = tokens;
    this.columns = new ColumnParser(version);
  }

  /** From the parenthesis that opens the column list to the end of the statement. */
  static TableSpec parse(Tokens tokens, ServerVersion version) {
    CreateTableParser parser = new CreateTableParser(tokens, version);
    parser.columnList();
    while (!tokens.atEnd()) {
      parser.clause();
    }
    return new TableSpec(
        parser.specs,
        parser.model,
        parser.key,
        parser.comment,
        new TableSpec.Placement(
            parser.partitionBy, parser.distributedBy, parser.buckets, parser.orderBy),
        parser.properties);
  }

  private void columnList() {
    tokens.expectSymbol("(");
    do {
      if (tokens.sees("INDEX") && tokens.peek(2).isSymbol("(")) {
        skipIndex();
      } else {
        specs.add(columns.parse(tokens));
      }
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
  }

  /** Indexes change no result. */
  private void skipIndex() {
    tokens.next();
    tokens.name();
    tokens.names();
    while (!tokens.peek().isSymbol(",") && !tokens.peek().isSymbol(")")) {
      tokens.next();
    }
  }

  private void clause() {
    if (tokens.accept("ENGINE")) {
      tokens.expectSymbol("=");
      tokens.name();
    } else if (tokens.accept("PRIMARY", "KEY")) {
      model = TableDefinition.Model.PRIMARY_KEY;
      key = tokens.names();
    } else if (tokens.accept("DUPLICATE", "KEY")) {
      key = tokens.names();
    } else if (tokens.sees("UNIQUE") || tokens.sees("AGGREGATE")) {
      throw SqlError.analyzing("The emulator knows PRIMARY KEY and DUPLICATE KEY tables only");
    } else if (tokens.accept("COMMENT")) {
      comment = tokens.string();
    } else if (tokens.accept("PARTITION", "BY")) {
      partitionBy = partition();
    } else if (tokens.accept("DISTRIBUTED", "BY")) {
      distribution();
    } else if (tokens.accept("ORDER", "BY")) {
      orderBy = tokens.names();
    } else if (tokens.accept("PROPERTIES")) {
      properties.putAll(AlterParser.properties(tokens));
    } else {
      throw tokens.unexpected("a table clause");
    }
  }

  private String partition() {
    int start = tokens.peek().start();
    while (!tokens.atEnd()
        && !tokens.sees("DISTRIBUTED")
        && !tokens.sees("ORDER", "BY")
        && !tokens.sees("PROPERTIES")
        && !tokens.sees("COMMENT")) {
      tokens.next();
    }
    return tokens.textSince(start);
  }

  private void distribution() {
    if (tokens.accept("HASH")) {
      distributedBy = tokens.names();
    } else {
      tokens.expect("RANDOM");
    }
    buckets = tokens.accept("BUCKETS") ? tokens.number() : 0;
  }
}
