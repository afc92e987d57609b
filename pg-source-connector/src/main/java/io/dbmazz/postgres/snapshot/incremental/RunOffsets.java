package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The offsets of one run. They name the signal that asked for it, so that after a crash it is known
 * which run they are of. Their consistent point is 0/0: there is none, and all changes of the
 * stream count.
 *
 * @param topicPrefix name of the server in offsets
 * @param account what they carry besides the position
 * @param run whose progress it is
 */
record RunOffsets(String topicPrefix, Map<String, String> account, TableRun run) {

  private static final String SIGNAL = "signal";
  private static final TableSnapshotPosition START = TableSnapshotPosition.startingAt(Lsn.ZERO);

  /** The partition that a table's offset is stored under. */
  static Map<String, String> partition(String topicPrefix, TableName table) {
    return TableSnapshotPosition.partition(topicPrefix, table.schema(), table.table());
  }

  /** Read up to a key; empty for nothing yet. */
  TableOffset at(Optional<KeyTexts> key) {
    return offset(key.map(last -> START.at(last.encode())).orElse(START));
  }

  TableOffset done() {
    return offset(START.done());
  }

  /**
   * Read whole, for a table without keys.
   *
   * @param point end of the WAL whose changes are in the rows
   */
  TableOffset done(Lsn point) {
    return offset(TableSnapshotPosition.startingAt(point).done());
  }

  /**
   * Being read, for a table without keys. There is no place to go on from: the signal, which is
   * remembered with the stream, begins anew. So the table counts as it did before, as read.
   *
   * @param point end of the WAL whose changes are in the rows
   */
  TableOffset begun(Lsn point) {
    return run.signal().isPresent()
        ? new RunOffsets(topicPrefix, account, new TableRun(run.table(), Optional.empty()))
            .done(point)
        : at(Optional.empty());
  }

  private TableOffset offset(TableSnapshotPosition position) {
    Map<String, Object> offset = new HashMap<>(position.toOffset());
    offset.putAll(account);
    run.signal().ifPresent(id -> offset.put(SIGNAL, id));
    return new TableOffset(partition(topicPrefix, run.table()), offset);
  }

  /** Whether a stored offset is of this run. */
  private boolean isOf(Map<String, ?> stored) {
    return stored.entrySet().containsAll(account.entrySet())
        && run.signal().equals(Optional.ofNullable((String) stored.get(SIGNAL)));
  }

  /** Whether a stored offset says that this run is finished. */
  boolean isDoneIn(Map<String, ?> stored) {
    return isOf(stored) && TableSnapshotPosition.fromOffset(stored).isDone();
  }

  /**
   * Where this run goes on.
   *
   * @param stored offset of the table
   */
  Optional<KeyTexts> resumeFrom(Map<String, ?> stored) {
    return isOf(stored)
        ? TableSnapshotPosition.fromOffset(stored).key().map(KeyTexts::decode)
        : Optional.empty();
  }
}
