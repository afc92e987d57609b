package io.dbmazz.starrocks.emulator.sql;

import java.util.Optional;
import java.util.function.Consumer;

/** Tables and their rows, as loads see them. Safe for several threads. */
public interface RowStore {

  /** Whether the database exists. */
  boolean hasDatabase(String database);

  /** The table as it is now. */
  Optional<TableDefinition> table(String database, String table);

  /**
   * Runs {@code changes} as one atomic step: readers on the MySQL port see all of it or none. An
   * exception thrown by {@code changes} undoes it. Steps on the same table run one after another.
   */
  void write(Consumer<Rows> changes);

  /** The rows of all tables inside one {@link #write}; not to be kept after it. */
  interface Rows {
    /** The row with this key, one value per column in table order; PRIMARY KEY tables only. */
    Optional<Object[]> find(TableDefinition table, Object[] key);

    /** Inserts the row, or replaces the one with its key in a PRIMARY KEY table. */
    void put(TableDefinition table, Object[] row);

    /** Removes the row with this key, if there is one; PRIMARY KEY tables only. */
    void remove(TableDefinition table, Object[] key);
  }
}
