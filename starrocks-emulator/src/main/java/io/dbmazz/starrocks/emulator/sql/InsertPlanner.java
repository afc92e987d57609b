package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Values;

/** Lays out the values of an INSERT in table order, with defaults, in the columns' types. */
final class InsertPlanner {

  /** Stands for the word DEFAULT among values. */
  static final Object DEFAULT = new Object();

  private final Function<TableDefinition.Column, Object> defaults;

  InsertPlanner(Function<TableDefinition.Column, Object> defaults) {
    this.defaults = defaults;
  }

  /** Names of the INSERT's column list; empty without one. */
  static List<String> columns(Insert insert) {
    return insert.getColumns() == null
        ? List.of()
        : insert.getColumns().stream().map(Column::getUnquotedColumnName).toList();
  }

  /** The tuples after VALUES. */
  static List<List<Expression>> tuples(Values values) {
    List<List<Expression>> tuples = new ArrayList<>();
    List<Expression> single = new ArrayList<>();
    for (Object expression : values.getExpressions()) {
      if (expression instanceof ExpressionList<?> tuple) {
        tuples.add(new ArrayList<>(tuple));
      } else {
        single.add((Expression) expression);
      }
    }
    return tuples.isEmpty() ? List.of(single) : tuples;
  }

  static boolean isDefault(Expression expression) {
    return expression instanceof Column column
        && column.getTable() == null
        && column.getColumnName().equalsIgnoreCase("DEFAULT");
  }

  static Expression withoutDefault(Expression expression) {
    return isDefault(expression) ? new NullValue() : expression;
  }

  /** The rows in table order. */
  List<Object[]> rows(TableDefinition table, List<String> columns, List<Object[]> values) {
    List<TableDefinition.Column> all = table.columns();
    int[] targets = new int[columns.isEmpty() ? all.size() : columns.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = columns.isEmpty() ? i : RowLayout.indexOf(all, columns.get(i));
      if (targets[i] < 0) {
        throw SqlError.analyzing(
            "Unknown column '" + columns.get(i) + "' in '" + table.name() + "'");
      }
    }
    List<Object[]> rows = new ArrayList<>();
    for (Object[] row : values) {
      if (row.length != targets.length) {
        throw SqlError.analyzing("Column count doesn't match value count");
      }
      rows.add(row(all, targets, row));
    }
    return rows;
  }

  private Object[] row(List<TableDefinition.Column> all, int[] targets, Object[] values) {
    Object[] row = new Object[all.size()];
    java.util.Arrays.fill(row, DEFAULT);
    for (int i = 0; i < targets.length; i++) {
      row[targets[i]] = values[i];
    }
    for (int i = 0; i < row.length; i++) {
      TableDefinition.Column column = all.get(i);
      if (row[i] == DEFAULT) {
        checkDefault(column);
        row[i] = defaults.apply(column);
      } else {
        row[i] = fit(column, row[i]);
      }
    }
    return row;
  }

  private static void checkDefault(TableDefinition.Column column) {
    if (!column.nullable() && column.defaultValue() == null) {
      throw SqlError.analyzing(
          "'" + column.name() + "' must be explicitly mentioned in column permutation");
    }
  }

  /** The value as the column stores it; INSERT and UPDATE are strict by default. */
  static Object fit(TableDefinition.Column column, Object value) {
    if (value == null && !column.nullable()) {
      throw SqlError.ddl(
          "Insert has filtered data: NULL value in non-nullable column '" + column.name() + "'");
    }
    try {
      return Coercion.coerce(column.type(), value);
    } catch (IllegalArgumentException e) {
      throw SqlError.ddl(
          "Insert has filtered data: a value of column '"
              + column.name()
              + "' is out of range of "
              + column.type().sql());
    }
  }
}
