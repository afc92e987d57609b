package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbmazz.starrocks.emulator.txn.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A warehouse with one session in database {@code d}, at a time of the test's choosing. */
final class TestingWarehouse implements AutoCloseable {

  private final ManualClock clock = new ManualClock();
  private final Warehouse warehouse;
  private final SqlSession session;

  TestingWarehouse() {
    this(options -> options);
  }

  TestingWarehouse(UnaryOperator<WarehouseOptions> change) {
    WarehouseOptions options = WarehouseOptions.defaults().withDefaultReplicas(1).withClock(clock);
    warehouse = new Warehouse(change.apply(options));
    session = warehouse.openSession("root");
    session.execute("CREATE DATABASE d");
    session.use("d");
  }

  Warehouse warehouse() {
    return warehouse;
  }

  SqlSession session() {
    return session;
  }

  void advance(Duration time) {
    clock.advance(time);
  }

  SqlResult execute(String sql) {
    return session.execute(sql);
  }

  /** Labels of a query's columns. */
  List<String> labels(String sql) {
    return ((SqlResult.Rows) session.execute(sql))
        .columns().stream().map(SqlResult.ResultColumn::label).toList();
  }

  /** Types of a query's columns. */
  List<ColumnType.Kind> kinds(String sql) {
    return ((SqlResult.Rows) session.execute(sql))
        .columns().stream().map(column -> column.type().kind()).toList();
  }

  /** Rows of a query, values as stored. */
  List<List<Object>> rows(String sql) {
    return ((SqlResult.Rows) session.execute(sql)).rows().stream().map(Arrays::asList).toList();
  }

  /** The one row of a query. */
  List<Object> row(String sql) {
    List<List<Object>> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows from " + sql);
    }
    return rows.get(0);
  }

  /** The one value of a query. */
  Object value(String sql) {
    return row(sql).get(0);
  }

  SqlError error(String sql) {
    return catchThrowableOfType(SqlError.class, () -> session.execute(sql));
  }

  TableDefinition table(String name) {
    return warehouse.table("d", name).orElseThrow();
  }

  @Override
  public void close() {
    session.close();
    warehouse.close();
  }
}
