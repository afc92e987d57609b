package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * SHOW and DESCRIBE. Each is a query over the rows it shows, so that its LIKE, WHERE, ORDER BY and
 * LIMIT are the engine's.
 */
final class ShowStatements {

  private final SqlSession.Parts parts;
  private final Queries queries;
  private final SessionState session;

  ShowStatements(SqlSession.Parts parts, Queries queries, SessionState session) {
    this.parts = parts;
    this.queries = queries;
    this.session = session;
  }

  SqlResult execute(Tokens tokens) {
    if (!tokens.accept("SHOW")) {
      tokens.next();
      return describe(table(tokens));
    }
    boolean full = tokens.accept("FULL");
    if (tokens.accept("TABLES")) {
      return tables(tokens, full);
    }
    if (tokens.accept("COLUMNS") || tokens.accept("FIELDS")) {
      return columns(tokens, full);
    }
    if (tokens.accept("CREATE", "TABLE")) {
      StoredTable table = table(tokens);
      return show(
          "",
          List.of("Table", "Create Table"),
          List.of(List.of(table.definition().name(), TableText.of(table))));
    }
    if (tokens.accept("ALTER", "TABLE", "COLUMN")) {
      String database = from(tokens);
      return show(tokens.rest(), SchemaJob.COLUMNS, parts.changes().show(database));
    }
    return ofServer(tokens);
  }

  private SqlResult ofServer(Tokens tokens) {
    if (tokens.accept("DATABASES") || tokens.accept("SCHEMAS")) {
      List<String> names = new ArrayList<>(parts.store().snapshot().databases());
      names.add(InformationSchema.NAME);
      return show(tokens.rest(), List.of("Database"), names.stream().map(List::of).toList());
    }
    boolean scoped = tokens.accept("SESSION") || tokens.accept("GLOBAL") || tokens.accept("LOCAL");
    if (tokens.accept("VARIABLES")) {
      List<List<String>> rows = new ArrayList<>();
      for (Map.Entry<String, String> entry : session.variables().all().entrySet()) {
        rows.add(List.of(entry.getKey(), entry.getValue()));
      }
      return show(tokens.rest(), List.of("Variable_name", "Value"), rows);
    }
    if (!scoped && (tokens.accept("WARNINGS") || tokens.accept("ERRORS"))) {
      return show("", List.of("Level", "Code", "Message"), List.of());
    }
    if (tokens.accept("ENGINES")) {
      return show(
          "",
          List.of("Engine", "Support", "Comment"),
          List.of(List.of("OLAP", "YES", "Default storage engine of StarRocks")));
    }
    throw tokens.unexpected("something to show");
  }

  private SqlResult tables(Tokens tokens, boolean full) {
    String database = from(tokens);
    List<List<String>> rows = new ArrayList<>();
    for (TableName name : parts.store().snapshot().tablesOf(database).keySet()) {
      rows.add(full ? List.of(name.table(), "BASE TABLE") : List.of(name.table()));
    }
    String header = "Tables_in_" + database;
    List<String> headers = full ? List.of(header, "Table_type") : List.of(header);
    return show(tokens.rest(), headers, rows);
  }

  /** The database after FROM or IN, or else the current one. */
  private String from(Tokens tokens) {
    if (tokens.accept("FROM") || tokens.accept("IN")) {
      List<String> parts = tokens.dottedName();
      String database = parts.get(parts.size() - 1);
      Schema.requireDatabase(this.parts.store().snapshot(), database);
      return database;
    }
    return session.database().orElseThrow(SqlError::noDatabaseSelected);
  }

  private SqlResult columns(Tokens tokens, boolean full) {
    if (!tokens.accept("FROM") && !tokens.accept("IN")) {
      throw tokens.unexpected("'FROM'");
    }
    List<String> name = new ArrayList<>(tokens.dottedName());
    if (tokens.accept("FROM") || tokens.accept("IN")) {
      name.add(0, tokens.name());
    }
    StoredTable table = scope().table(name);
    List<List<String>> rows = new ArrayList<>();
    for (TableDefinition.Column column : table.definition().columns()) {
      rows.add(full ? fullColumn(table, column) : column(table, column, "YES", "NO"));
    }
    List<String> headers = new ArrayList<>(List.of("Field", "Type"));
    headers.addAll(full ? List.of("Collation") : List.of());
    headers.addAll(List.of("Null", "Key", "Default", "Extra"));
    headers.addAll(full ? List.of("Privileges", "Comment") : List.of());
    return show(tokens.rest(), headers, rows);
  }

  private SqlResult describe(StoredTable table) {
    List<List<String>> rows = new ArrayList<>();
    for (TableDefinition.Column column : table.definition().columns()) {
      rows.add(column(table, column, "true", "false"));
    }
    return show("", List.of("Field", "Type", "Null", "Key", "Default", "Extra"), rows);
  }

  private static List<String> column(
      StoredTable table, TableDefinition.Column column, String key, String value) {
    return Arrays.asList(
        column.name(),
        TableText.type(table, column),
        column.nullable() ? "YES" : "NO",
        column.key() ? key : value,
        column.defaultValue(),
        "");
  }

  private static List<String> fullColumn(StoredTable table, TableDefinition.Column column) {
    List<String> row = new ArrayList<>(column(table, column, "YES", "NO"));
    row.add(2, null);
    row.addAll(List.of("", TableText.comment(table, column)));
    return row;
  }

  private StoredTable table(Tokens tokens) {
    StoredTable table = scope().table(tokens.dottedName());
    tokens.expectEnd();
    return table;
  }

  private NameScope scope() {
    return new NameScope(parts.store().snapshot(), session.database());
  }

  /** A query over these rows; {@code tail} is LIKE 'pattern' or what follows FROM in a query. */
  private SqlResult show(String tail, List<String> headers, List<List<String>> rows) {
    String first = ExpressionWriter.quote(headers.get(0));
    String rest = tail.toUpperCase(java.util.Locale.ROOT).startsWith("LIKE") ? first + " " : "";
    String where = rest.isEmpty() ? tail : "WHERE " + rest + tail;
    return queries.query("SELECT * FROM " + InlineRows.sql(headers, rows) + " " + where);
  }
}
