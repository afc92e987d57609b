package io.dbmazz.starrocks.emulator.sql;

import java.util.Locale;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.UserVariable;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseAnd;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseOr;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseXor;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.IntegerDivision;
import net.sf.jsqlparser.expression.operators.arithmetic.Modulo;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.CosineSimilarity;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.util.deparser.ExpressionDeParser;

/** Writes StarRocks' expressions in the engine's dialect, where the two differ. */
final class ExpressionWriter extends ExpressionDeParser {

  private final FunctionWriter functions;
  private final SessionState session;

  ExpressionWriter(SessionState session) {
    this.session = session;
    this.functions = new FunctionWriter(this, session);
  }

  /** Puts an identifier in quotes, so that no word of the engine's is in its way. */
  static String quote(String identifier) {
    return '`' + identifier.replace("`", "") + '`';
  }

  /** Writes text and the expressions between it, one for each {@code ?}. */
  StringBuilder write(String template, Expression... arguments) {
    int next = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '?') {
        arguments[next++].accept(this, null);
      } else {
        builder.append(c);
      }
    }
    return builder;
  }

  private StringBuilder operands(String template, BinaryExpression expression) {
    return write(template, expression.getLeftExpression(), expression.getRightExpression());
  }

  @Override
  public <S> StringBuilder visit(Column column, S context) {
    String name = column.getUnquotedColumnName();
    if (name.equalsIgnoreCase("localtime") || name.equalsIgnoreCase("localtimestamp")) {
      return builder.append("LOCALTIMESTAMP(0)");
    }
    if (column.getTable() != null && column.getTable().getName() != null) {
      builder.append(quote(column.getTable().getUnquotedName())).append('.');
    }
    return builder.append(quote(name));
  }

  @Override
  public <S> StringBuilder visit(AllTableColumns columns, S context) {
    return builder.append(quote(columns.getTable().getUnquotedName())).append(".*");
  }

  @Override
  public <S> StringBuilder visit(Function function, S context) {
    return functions.write(function) ? builder : super.visit(function, context);
  }

  /** Two integers give a fraction, and a zero divisor NULL. */
  @Override
  public <S> StringBuilder visit(Division division, S context) {
    return operands("(CAST(? AS DOUBLE PRECISION) / NULLIF(?, 0))", division);
  }

  @Override
  public <S> StringBuilder visit(IntegerDivision division, S context) {
    return operands("(CAST(? AS BIGINT) / NULLIF(CAST(? AS BIGINT), 0))", division);
  }

  @Override
  public <S> StringBuilder visit(Modulo modulo, S context) {
    return operands("MOD(?, NULLIF(?, 0))", modulo);
  }

  @Override
  public <S> StringBuilder visit(BitwiseAnd and, S context) {
    return operands("BITAND(?, ?)", and);
  }

  @Override
  public <S> StringBuilder visit(BitwiseOr or, S context) {
    return operands("BITOR(?, ?)", or);
  }

  @Override
  public <S> StringBuilder visit(BitwiseXor xor, S context) {
    return operands("BITXOR(?, ?)", xor);
  }

  /** {@code <=>}, which the parser takes for another product's distance of vectors. */
  @Override
  public <S> StringBuilder visit(CosineSimilarity equals, S context) {
    return operands("(? IS NOT DISTINCT FROM ?)", equals);
  }

  /** Collations of drivers' queries make no difference to names. */
  @Override
  public <S> StringBuilder visit(CollateExpression collated, S context) {
    return write("?", collated.getLeftExpression());
  }

  @Override
  public <S> StringBuilder visit(Addition addition, S context) {
    return addition.getRightExpression() instanceof IntervalExpression interval
        ? shift(addition.getLeftExpression(), interval, "")
        : super.visit(addition, context);
  }

  @Override
  public <S> StringBuilder visit(Subtraction subtraction, S context) {
    return subtraction.getRightExpression() instanceof IntervalExpression interval
        ? shift(subtraction.getLeftExpression(), interval, "-")
        : super.visit(subtraction, context);
  }

  /** A time plus or minus an interval. */
  StringBuilder shift(Expression time, IntervalExpression interval, String sign) {
    String unit = interval.getIntervalQualifier().getLeadingField().toUpperCase(Locale.ROOT);
    builder.append("DATEADD(").append(unit).append(", ").append(sign).append('(');
    if (interval.getParameter() == null) {
      interval.getExpression().accept(this, null);
    } else {
      builder.append(interval.getParameter());
    }
    return write("), CAST(? AS TIMESTAMP(6)))", time);
  }

  @Override
  public <S> StringBuilder visit(TimeKeyExpression time, S context) {
    String name = time.getStringValue().toUpperCase(Locale.ROOT).replace("()", "");
    return builder.append(name.equals("CURRENT_TIMESTAMP") ? "LOCALTIMESTAMP(0)" : name);
  }

  @Override
  public <S> StringBuilder visit(StringValue text, S context) {
    return builder.append('\'').append(text.getValue()).append('\'');
  }

  @Override
  public <S> StringBuilder visit(UserVariable variable, S context) {
    if (!variable.isDoubleAdd()) {
      return builder.append("NULL");
    }
    return builder.append(literal(session.variables().get(variable.getName())));
  }

  /** A number as it is, everything else as a string. */
  private static String literal(String value) {
    return value.matches("-?\\d{1,18}") ? value : '\'' + value.replace("'", "''") + '\'';
  }

  @Override
  public <S> StringBuilder visit(CastExpression cast, S context) {
    String type = castType(cast.getColDataType());
    String template = type.equals("DATE") ? FunctionWriter.DAY_OF : "CAST(? AS " + type + ")";
    return write(template, cast.getLeftExpression());
  }

  private static String castType(ColDataType type) {
    String text = type.toString().toUpperCase(Locale.ROOT);
    int size = text.indexOf('(');
    String name = (size < 0 ? text : text.substring(0, size)).trim();
    String sized = size < 0 ? "(10, 0)" : text.substring(size);
    return switch (name) {
      case "STRING", "CHAR", "VARCHAR", "TEXT", "JSON" -> "VARCHAR";
      case "SIGNED", "UNSIGNED", "SIGNED INTEGER", "UNSIGNED INTEGER" -> "BIGINT";
      case "LARGEINT" -> "NUMERIC(39, 0)";
      case "INT", "INTEGER" -> "INTEGER";
      case "DATETIME" -> "TIMESTAMP(6)";
      case "FLOAT" -> "REAL";
      case "DOUBLE" -> "DOUBLE PRECISION";
      case "BINARY", "VARBINARY" -> "VARBINARY";
      case "DECIMAL", "NUMERIC", "DECIMALV3" -> "NUMERIC" + sized;
      case "BOOLEAN", "TINYINT", "SMALLINT", "BIGINT", "DATE" -> name;
      default -> throw SqlError.analyzing("Unsupported CAST to " + name);
    };
  }
}
