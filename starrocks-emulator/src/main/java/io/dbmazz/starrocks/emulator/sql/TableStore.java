package io.dbmazz.starrocks.emulator.sql;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The current {@link Snapshot} and the only way to change it. Readers of any thread take {@link
 * #snapshot}; changes run one after another under one lock and appear in one step.
 */
final class TableStore {

  /** Fair, so that an ALTER gets its turn between the writes of a busy loader. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Function<TableDefinition.Column, Object> defaults;
  private volatile Snapshot current = Snapshot.empty();

  TableStore(Function<TableDefinition.Column, Object> defaults) {
    this.defaults = defaults;
  }

  /** What columns get when a row does not say. */
  Function<TableDefinition.Column, Object> defaults() {
    return defaults;
  }

  Snapshot snapshot() {
    return current;
  }

  /** Changes rows; undone when {@code changes} throws. */
  void write(Consumer<? super RowChanges> changes) {
    lock.lock();
    try {
      RowChanges rows = new RowChanges(current, defaults);
      boolean done = false;
      try {
        changes.accept(rows);
        done = true;
      } finally {
        if (!done) {
          rows.undo();
        }
      }
      current = rows.publish();
    } finally {
      lock.unlock();
    }
  }

  /** Changes databases and tables; nothing is changed when {@code change} throws. */
  Snapshot change(UnaryOperator<Snapshot> change) {
    lock.lock();
    try {
      current = change.apply(current);
      return current;
    } finally {
      lock.unlock();
    }
  }
}
