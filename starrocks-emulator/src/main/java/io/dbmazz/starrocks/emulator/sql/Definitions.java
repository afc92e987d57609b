package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.Schema.Otherwise;
import java.util.List;

/** CREATE, DROP, ALTER and TRUNCATE. */
final class Definitions {

  private final SessionState session;
  private final Schema schema;
  private final SchemaChanges changes;

  Definitions(SessionState session, Schema schema, SchemaChanges changes) {
    this.session = session;
    this.schema = schema;
    this.changes = changes;
  }

  /** Whether it was such a statement. */
  boolean execute(Tokens tokens) {
    if (tokens.accept("CREATE")) {
      create(tokens);
    } else if (tokens.accept("DROP")) {
      drop(tokens);
    } else if (tokens.accept("ALTER", "TABLE")) {
      TableName name = tableName(tokens);
      changes.alter(name, AlterParser.parse(tokens, session.version()));
    } else if (tokens.accept("TRUNCATE")) {
      tokens.expect("TABLE");
      TableName name = tableName(tokens);
      tokens.expectEnd();
      schema.truncate(name);
    } else {
      return false;
    }
    return true;
  }

  private void create(Tokens tokens) {
    if (acceptDatabase(tokens)) {
      Otherwise otherwise = tokens.accept("IF", "NOT", "EXISTS") ? Otherwise.LEAVE : Otherwise.FAIL;
      schema.createDatabase(lastPart(tokens), otherwise);
      return;
    }
    tokens.expect("TABLE");
    Otherwise otherwise = tokens.accept("IF", "NOT", "EXISTS") ? Otherwise.LEAVE : Otherwise.FAIL;
    TableName name = tableName(tokens);
    schema.createTable(name, CreateTableParser.parse(tokens, session.version()), otherwise);
  }

  private void drop(Tokens tokens) {
    boolean database = acceptDatabase(tokens);
    if (!database) {
      tokens.expect("TABLE");
    }
    Otherwise otherwise = tokens.accept("IF", "EXISTS") ? Otherwise.LEAVE : Otherwise.FAIL;
    if (database) {
      String name = lastPart(tokens);
      endOfDrop(tokens);
      schema.dropDatabase(name, otherwise);
    } else {
      TableName name = tableName(tokens);
      endOfDrop(tokens);
      schema.dropTable(name, otherwise);
    }
  }

  private static void endOfDrop(Tokens tokens) {
    tokens.accept("FORCE");
    tokens.expectEnd();
  }

  private static boolean acceptDatabase(Tokens tokens) {
    return tokens.accept("DATABASE") || tokens.accept("SCHEMA");
  }

  private static String lastPart(Tokens tokens) {
    List<String> parts = tokens.dottedName();
    return parts.get(parts.size() - 1);
  }

  private TableName tableName(Tokens tokens) {
    return new NameScope(Snapshot.empty(), session.database()).tableName(tokens.dottedName());
  }
}
