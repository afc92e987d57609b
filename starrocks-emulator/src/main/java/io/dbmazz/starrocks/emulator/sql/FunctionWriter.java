package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;

/** Writes the functions that the engine has not, or has with another meaning. */
final class FunctionWriter {

  /** The day of a date or time, also of one given as a string. */
  static final String DAY_OF = "CAST(CAST(? AS TIMESTAMP(6)) AS DATE)";

  private final ExpressionWriter writer;
  private final SessionState session;

  FunctionWriter(ExpressionWriter writer, SessionState session) {
    this.writer = writer;
    this.session = session;
  }

  /** Whether the function was written; if not, the engine knows it under its own name. */
  boolean write(Function function) {
    Expression[] arguments =
        function.getParameters() == null
            ? new Expression[0]
            : List.copyOf(function.getParameters()).toArray(new Expression[0]);
    String name = function.getName().toLowerCase(Locale.ROOT);
    return switch (arguments.length) {
      case 0 -> fact(name);
      case 1 -> one(name, arguments);
      case 2 -> two(name, arguments);
      case 3 -> name.equals("if") && written("CASE WHEN ? THEN ? ELSE ? END", arguments);
      default -> false;
    };
  }

  private boolean fact(String name) {
    return switch (name) {
      case "database", "schema" -> literal(session.database().orElse(null));
      case "user", "current_user", "session_user" -> literal("'" + session.user() + "'@'%'");
      case "version" -> literal(session.version().mysqlVersion());
      case "current_version" -> literal(session.version() + "-emulator");
      case "connection_id" -> written(String.valueOf(session.connectionId()));
      case "now" -> written("LOCALTIMESTAMP(0)");
      case "curdate" -> written("CURRENT_DATE");
      case "uuid" -> written("CAST(RANDOM_UUID() AS VARCHAR)");
      default -> false;
    };
  }

  private boolean one(String name, Expression[] arguments) {
    return switch (name) {
      // Bytes, not characters.
      case "length" -> written("OCTET_LENGTH(?)", arguments);
      case "isnull" -> written("(? IS NULL)", arguments);
      case "date", "to_date" -> written(DAY_OF, arguments);
      default -> false;
    };
  }

  private boolean two(String name, Expression[] arguments) {
    boolean shifts = arguments[1] instanceof IntervalExpression;
    return switch (name) {
      case "nvl" -> written("COALESCE(?, ?)", arguments);
      case "datediff" ->
          written("DATEDIFF(DAY, " + DAY_OF + ", " + DAY_OF + ")", arguments[1], arguments[0]);
      case "date_add", "adddate" -> shifts && shifted(arguments, "");
      case "date_sub", "subdate" -> shifts && shifted(arguments, "-");
      default -> false;
    };
  }

  private boolean shifted(Expression[] arguments, String sign) {
    writer.shift(arguments[0], (IntervalExpression) arguments[1], sign);
    return true;
  }

  private boolean literal(String text) {
    return written(text == null ? "NULL" : "'" + text.replace("'", "''") + "'");
  }

  private boolean written(String template, Expression... arguments) {
    writer.write(template, arguments);
    return true;
  }
}
