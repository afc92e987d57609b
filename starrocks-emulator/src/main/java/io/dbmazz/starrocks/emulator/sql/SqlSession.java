package io.dbmazz.starrocks.emulator.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One client's conversation with a {@link Warehouse}. Used by one thread at a time. */
public final class SqlSession implements AutoCloseable {

  private static final SqlResult NOTHING = new SqlResult.Done(0);

  /** What a session needs of its warehouse. */
  record Parts(TableStore store, Engine engine, Schema schema, SchemaChanges changes) {}

  private final SessionState state;
  private final Parts parts;
  private final Connection connection;
  private final Queries queries;
  private final Definitions definitions;
  private final Dml dml;
  private final ShowStatements shows;

  SqlSession(SessionState state, Parts parts) {
    this.state = state;
    this.parts = parts;
    this.connection = parts.engine().connect();
    this.queries = new Queries(parts.engine(), connection, state);
    this.definitions = new Definitions(state, parts.schema(), parts.changes());
    this.dml = new Dml(parts.store(), parts.engine(), queries, state);
    this.shows = new ShowStatements(parts, queries, state);
  }

  /** The current database. */
  public Optional<String> database() {
    return state.database();
  }

  /** Makes a database the current one. */
  public void use(String database) {
    boolean known =
        parts.store().snapshot().databases().contains(database)
            || database.equalsIgnoreCase(InformationSchema.NAME);
    if (!known) {
      throw SqlError.unknownDatabase(database);
    }
    state.use(database);
  }

  /**
   * Runs a text of one statement.
   *
   * @throws SqlError what the client is to be told
   */
  public SqlResult execute(String sql) {
    SqlScript script = SqlScript.parse(sql);
    if (script.size() > 1) {
      throw SqlError.syntax(1, 0, "One statement expected, not " + script.size());
    }
    return execute(script, 0);
  }

  /**
   * Runs one statement of a script.
   *
   * @throws SqlError what the client is to be told
   */
  public SqlResult execute(SqlScript script, int index) {
    parts.changes().settle();
    Tokens tokens = new Tokens(script.statement(index));
    if (tokens.sees("SELECT") || tokens.sees("WITH") || tokens.peek().isSymbol("(")) {
      return queries.query(tokens.rest());
    }
    if (tokens.sees("INSERT") || tokens.sees("UPDATE") || tokens.sees("DELETE")) {
      return dml.execute(tokens);
    }
    if (tokens.sees("SHOW") || tokens.sees("DESC") || tokens.sees("DESCRIBE")) {
      return shows.execute(tokens);
    }
    return settings(tokens) || definitions.execute(tokens) ? NOTHING : refuse(tokens);
  }

  private boolean settings(Tokens tokens) {
    if (tokens.accept("USE")) {
      List<String> parts = tokens.dottedName();
      use(parts.get(parts.size() - 1));
      return true;
    }
    if (tokens.accept("SET")) {
      SetStatement.apply(tokens, state.variables());
      return true;
    }
    // Without SQL transactions each statement commits by itself, and these do nothing.
    return tokens.accept("BEGIN")
        || tokens.accept("START", "TRANSACTION")
        || tokens.accept("COMMIT")
        || tokens.accept("ROLLBACK");
  }

  private static SqlResult refuse(Tokens tokens) {
    throw tokens.unexpected("a statement the emulator knows");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("H2 did not close a connection", e);
    }
  }
}
