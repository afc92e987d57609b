package io.dbmazz.starrocks.emulator.sql;

import java.util.Iterator;
import java.util.List;

/** The rows of one engine table as one statement sees them. */
interface EngineRows {

  /** Which way rows are read. */
  enum Direction {
    UP,
    DOWN
  }

  /** Rows between two keys, both inclusive; null is no bound. Unkeyed rows ignore all of it. */
  Iterator<Object[]> range(Object[] first, Object[] last, Direction direction);

  long count();

  /** Rows made for the occasion, such as those of information_schema. */
  static EngineRows of(List<Object[]> rows) {
    return new EngineRows() {
      @Override
      public Iterator<Object[]> range(Object[] first, Object[] last, Direction direction) {
        return rows.iterator();
      }

      @Override
      public long count() {
        return rows.size();
      }
    };
  }

  /**
   * Rows of a table. Those of a DUPLICATE KEY table end with their tree key, the hidden column by
   * which DELETE names them.
   */
  static EngineRows of(Snapshot.Version version) {
    boolean keyed = version.table().hasPrimaryKey();
    return new EngineRows() {
      @Override
      public Iterator<Object[]> range(Object[] first, Object[] last, Direction direction) {
        return keyed
            ? new StoredRows(
                version.rows().range(first, last, direction), StoredRows.Shape.AS_STORED)
            : new StoredRows(version.rows().all(), StoredRows.Shape.WITH_TREE_KEY);
      }

      @Override
      public long count() {
        return version.rows().size();
      }
    };
  }
}
