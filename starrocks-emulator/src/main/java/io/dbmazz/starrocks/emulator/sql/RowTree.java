package io.dbmazz.starrocks.emulator.sql;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;

/**
 * The rows of one table in key order, in a copy-on-write tree: one writer at a time, and any number
 * of readers of what {@link #freeze} returned, which never changes.
 */
final class RowTree {

  private final MVMap<Object[], Object[]> map =
      MVStore.open(null)
          .openMap(
              "rows",
              new MVMap.Builder<Object[], Object[]>()
                  .keyType(new KeyOrder())
                  .valueType(new KeyOrder()));

  /** The rows as they are now. */
  Frozen freeze() {
    return new Frozen(map.flushAndGetRoot());
  }

  /** The row with this key, or null. */
  Object[] get(Object[] key) {
    return map.get(key);
  }

  /** Stores the row and returns the one it replaces, or null. */
  Object[] put(Object[] key, Object[] row) {
    return map.put(key, row);
  }

  /** Removes the row and returns it, or null. */
  Object[] remove(Object[] key) {
    return map.remove(key);
  }

  /** An unchanging view of the rows. */
  static final class Frozen {
    private final RootReference<Object[], Object[]> root;

    private Frozen(RootReference<Object[], Object[]> root) {
      this.root = root;
    }

    long size() {
      return root.getTotalCount();
    }

    /** All rows in key order. */
    Cursor<Object[], Object[]> all() {
      return new Cursor<>(root, null, null);
    }

    /** Rows between two keys, both inclusive; null is no bound. */
    Cursor<Object[], Object[]> range(
        Object[] first, Object[] last, EngineRows.Direction direction) {
      return direction == EngineRows.Direction.UP
          ? new Cursor<>(root, first, last)
          : new Cursor<>(root, last, first, true);
    }
  }
}
