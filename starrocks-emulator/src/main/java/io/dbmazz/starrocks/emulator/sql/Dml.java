package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;

/**
 * INSERT, UPDATE and DELETE: the engine finds and computes the rows, the store changes them, both
 * in one step. As in StarRocks, INSERT into a PRIMARY KEY table replaces rows of the same key.
 */
final class Dml {

  private final TableStore store;
  private final Engine engine;
  private final Queries queries;
  private final SessionState session;
  private final InsertPlanner inserts;

  Dml(TableStore store, Engine engine, Queries queries, SessionState session) {
    this.store = store;
    this.engine = engine;
    this.queries = queries;
    this.session = session;
    this.inserts = new InsertPlanner(store.defaults());
  }

  SqlResult execute(Tokens tokens) {
    Statement statement = Queries.parse(tokens.rest());
    List<Long> changed = new ArrayList<>();
    store.write(rows -> changed.add(engine.read(snapshot -> run(statement, rows, snapshot))));
    return new SqlResult.Done(changed.get(0));
  }

  private long run(Statement statement, RowChanges rows, Snapshot snapshot) {
    NameScope scope = new NameScope(snapshot, session.database());
    if (statement instanceof Insert insert) {
      return insert(insert, rows, scope);
    }
    if (statement instanceof Update update) {
      return update(update, rows, scope);
    }
    return delete((Delete) statement, rows, scope);
  }

  private long insert(Insert insert, RowChanges rows, NameScope scope) {
    StoredTable table = scope.table(parts(insert.getTable()));
    List<Object[]> values = new ArrayList<>();
    if (insert.getSelect() instanceof Values tuples) {
      for (List<Expression> row : InsertPlanner.tuples(tuples)) {
        values.add(evaluate(row, scope));
      }
    } else {
      values = queries.run(SelectWriter.in(scope, session).write(insert.getSelect())).rows();
    }
    List<Object[]> planned =
        inserts.rows(table.definition(), InsertPlanner.columns(insert), values);
    planned.forEach(row -> rows.put(table.definition(), row));
    return planned.size();
  }

  /** The values of one tuple; {@link InsertPlanner#DEFAULT} where it says DEFAULT. */
  private Object[] evaluate(List<Expression> tuple, NameScope scope) {
    String list =
        tuple.stream()
            .map(InsertPlanner::withoutDefault)
            .map(expression -> SelectWriter.in(scope, session).write(expression))
            .collect(Collectors.joining(", "));
    Object[] values = queries.run("SELECT " + list).rows().get(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = InsertPlanner.isDefault(tuple.get(i)) ? InsertPlanner.DEFAULT : values[i];
    }
    return values;
  }

  private long update(Update update, RowChanges rows, NameScope scope) {
    StoredTable table = scope.table(parts(update.getTable()));
    TableDefinition definition = table.definition();
    if (!table.hasPrimaryKey()) {
      throw SqlError.analyzing("table " + definition.name() + " does not support update");
    }
    List<Integer> targets = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT ").append(list(definition));
    for (UpdateSet set : update.getUpdateSets()) {
      for (int i = 0; i < set.getColumns().size(); i++) {
        targets.add(updatable(definition, set.getColumns().get(i)));
        Expression value = set.getValues().get(i);
        sql.append(", ").append(SelectWriter.in(scope, session).write(value));
      }
    }
    sql.append(from(update.getTable(), table, update.getWhere(), scope));
    List<Object[]> found = queries.run(sql.toString()).rows();
    for (Object[] row : found) {
      rows.put(definition, updated(definition, row, targets));
    }
    return found.size();
  }

  private static Object[] updated(TableDefinition definition, Object[] row, List<Integer> targets) {
    int width = definition.columns().size();
    Object[] changed = java.util.Arrays.copyOf(row, width);
    for (int i = 0; i < targets.size(); i++) {
      TableDefinition.Column column = definition.columns().get(targets.get(i));
      changed[targets.get(i)] = InsertPlanner.fit(column, row[width + i]);
    }
    return changed;
  }

  private static int updatable(TableDefinition definition, Column column) {
    int index = RowLayout.indexOf(definition.columns(), column.getUnquotedColumnName());
    if (index < 0) {
      throw SqlError.unknownColumn(column.getUnquotedColumnName());
    }
    if (definition.columns().get(index).key()) {
      throw SqlError.analyzing(
          "primary key column cannot be updated: " + column.getUnquotedColumnName());
    }
    return index;
  }

  private long delete(Delete delete, RowChanges rows, NameScope scope) {
    StoredTable table = scope.table(parts(delete.getTable()));
    if (delete.getWhere() == null && table.hasPrimaryKey()) {
      throw SqlError.analyzing("Delete must specify where clause to prevent full table delete");
    }
    String key =
        table.hasPrimaryKey()
            ? table.definition().keyNames().stream()
                .map(ExpressionWriter::quote)
                .collect(Collectors.joining(", "))
            : ExpressionWriter.quote(Engine.ROW_ID);
    String sql = "SELECT " + key + from(delete.getTable(), table, delete.getWhere(), scope);
    List<Object[]> keys = queries.run(sql).rows();
    rows.removeTreeKeys(table, keys);
    return keys.size();
  }

  private String from(Table written, StoredTable table, Expression where, NameScope scope) {
    String alias =
        written.getAlias() == null
            ? table.definition().name()
            : written.getAlias().getUnquotedName();
    String from =
        " FROM "
            + ExpressionWriter.quote(table.engineName())
            + " AS "
            + ExpressionWriter.quote(alias);
    return where == null ? from : from + " WHERE " + SelectWriter.in(scope, session).write(where);
  }

  private static String list(TableDefinition definition) {
    return definition.columns().stream()
        .map(column -> ExpressionWriter.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  private static List<String> parts(Table table) {
    List<String> parts = new ArrayList<>();
    for (String part : table.getNameParts()) {
      parts.add(SelectWriter.unquoted(part));
    }
    Collections.reverse(parts);
    return parts;
  }
}
