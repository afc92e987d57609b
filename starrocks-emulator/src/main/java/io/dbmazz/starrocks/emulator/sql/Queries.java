package io.dbmazz.starrocks.emulator.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.statement.select.Select;

/** Runs queries of one session. */
final class Queries {

  private final Engine engine;
  private final Connection connection;
  private final SessionState session;
  private final ResultReader results;

  Queries(Engine engine, Connection connection, SessionState session) {
    this.engine = engine;
    this.connection = connection;
    this.session = session;
    this.results = new ResultReader(engine);
  }

  /** Runs a query given in standard form. */
  SqlResult.Rows query(String sql) {
    if (!(parse(sql) instanceof Select select)) {
      throw SqlError.syntax(1, 0, "Not a query");
    }
    return query(select);
  }

  SqlResult.Rows query(Select select) {
    return engine.read(
        snapshot -> {
          NameScope scope = new NameScope(snapshot, session.database());
          return run(SelectWriter.in(scope, session).write(select));
        });
  }

  /** Runs the engine's SQL; called inside {@link Engine#read}. */
  SqlResult.Rows run(String engineSql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(engineSql)) {
      return results.read(result);
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  static net.sf.jsqlparser.statement.Statement parse(String sql) {
    try {
      return CCJSqlParserUtil.parse(sql);
    } catch (JSQLParserException e) {
      if (e.getCause() instanceof ParseException cause && cause.currentToken != null) {
        Token found = cause.currentToken.next;
        throw SqlError.syntax(
            found.beginLine, found.beginColumn, "Unexpected input '" + found.image + "'");
      }
      throw SqlError.syntax(1, 0, "The statement cannot be read");
    }
  }
}
