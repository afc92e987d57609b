package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.RowChange;
import java.util.Optional;

/**
 * Has the last word on the changes of the stream. Each comes once and in order, however often the
 * server sends it, just before it becomes a record. For the polling thread.
 */
@FunctionalInterface
public interface ChangeGate {

  /** Lets every change through. */
  ChangeGate OPEN = Optional::of;

  /** The change as it is to be emitted; empty to leave it out. */
  Optional<RowChange> pass(RowChange change);
}
