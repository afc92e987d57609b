package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.ArrayList;
import java.util.List;

/** Describes tables of database {@code shop} in a line. */
public final class TestTable {
  private final List<Column> columns = new ArrayList<>();

  /** A table whose key is {@code id BIGINT}. */
  public static TestTable keyedById() {
    return new TestTable().key("id", type(Kind.BIGINT));
  }

  /** A type without parameters. */
  public static ColumnType type(Kind kind) {
    return new ColumnType(kind, 0, 0, 0);
  }

  /** CHAR, VARCHAR or VARBINARY. */
  public static ColumnType sized(Kind kind, int length) {
    return new ColumnType(kind, length, 0, 0);
  }

  /** DECIMAL. */
  public static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, 0, precision, scale);
  }

  /** Adds a key column. */
  public TestTable key(String name, ColumnType type) {
    columns.add(new Column(name, type, false, null, true));
    return this;
  }

  /** Adds a column that may be NULL. */
  public TestTable nullable(String name, ColumnType type) {
    columns.add(new Column(name, type, true, null, false));
    return this;
  }

  /** Adds a column that may not be NULL and has no default. */
  public TestTable required(String name, ColumnType type) {
    columns.add(new Column(name, type, false, null, false));
    return this;
  }

  /** Adds a column that may not be NULL and has a default. */
  public TestTable defaulted(String name, ColumnType type, String value) {
    columns.add(new Column(name, type, false, value, false));
    return this;
  }

  /** The PRIMARY KEY table {@code shop.orders}. */
  public TableDefinition primaryKey() {
    return new TableDefinition("shop", "orders", List.copyOf(columns), Model.PRIMARY_KEY);
  }

  /** The DUPLICATE KEY table {@code shop.orders}. */
  public TableDefinition duplicateKey() {
    return new TableDefinition("shop", "orders", List.copyOf(columns), Model.DUPLICATE_KEY);
  }
}
