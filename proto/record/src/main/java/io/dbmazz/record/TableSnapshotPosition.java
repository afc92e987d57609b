package io.dbmazz.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far the snapshot of one table has come, as kept in Connect's source offsets under a partition
 * of the table's own.
 *
 * @param state whether it is finished
 * @param point consistent point: every transaction that commits before it is in the rows read,
 *     every later one comes by the stream; the version of the rows
 * @param blocks how far an initial snapshot has come; empty before its first rows and once done
 * @param key last key that an incremental snapshot has read, in its own encoding; likewise
 */
public record TableSnapshotPosition(
    State state, Lsn point, Optional<Blocks> blocks, Optional<String> key) {

  private static final String SERVER = "server";
  private static final String TABLE = "table";
  private static final String STATE = "snapshot";
  private static final String POINT = "commit_lsn";
  private static final String VISIBLE = "visible";
  private static final String HEAP = "heap";
  private static final String FILE = "filenode";
  private static final String TUPLE = "tuple";
  private static final String KEY = "key";

  /** Whether a table's snapshot is finished. */
  public enum State {
    RUNNING("running"),
    DONE("done");

    private final String code;

    State(String code) {
      this.code = code;
    }

    static State of(String code) {
      for (State state : values()) {
        if (state.code.equals(code)) {
          return state;
        }
      }
      throw new IllegalArgumentException(
          "Offset of a table has '" + STATE + "' '" + code + "', expected running or done");
    }
  }

  /**
   * Progress in the blocks of a table. Those of a partitioned table are read partition by
   * partition, in the order of their oids.
   *
   * @param visible the snapshot that the rows belong to, as {@code pg_current_snapshot()} writes it
   * @param heap oid of the table or partition that is being read
   * @param file its {@code relfilenode}: block numbers hold for this file alone
   * @param next place from which nothing is emitted yet: block × 65536 + line in the block
   */
  public record Blocks(String visible, long heap, long file, long next) {}

  /** A table whose snapshot has emitted nothing yet. */
  public static TableSnapshotPosition startingAt(Lsn point) {
    return new TableSnapshotPosition(State.RUNNING, point, Optional.empty(), Optional.empty());
  }

  /**
   * Connect's source partition of a table. A worker finds an offset by the text of its partition,
   * in the order in which the map gives it, and reads that text back as a {@link HashMap}: in this
   * order alone every worker, today's and tomorrow's, finds what another has stored. That of {@link
   * Map#of} differs from one JVM to the next.
   */
  public static Map<String, String> partition(String topicPrefix, String schema, String table) {
    Map<String, String> partition = new HashMap<>();
    partition.put(SERVER, topicPrefix);
    partition.put(TABLE, schema + "." + table);
    return Collections.unmodifiableMap(partition);
  }

  /** The snapshot has read these blocks. */
  public TableSnapshotPosition at(Blocks read) {
    return new TableSnapshotPosition(State.RUNNING, point, Optional.of(read), Optional.empty());
  }

  /** The snapshot has read up to this key. */
  public TableSnapshotPosition at(String lastKey) {
    return new TableSnapshotPosition(State.RUNNING, point, Optional.empty(), Optional.of(lastKey));
  }

  /** The snapshot is finished. */
  public TableSnapshotPosition done() {
    return new TableSnapshotPosition(State.DONE, point, Optional.empty(), Optional.empty());
  }

  public boolean isDone() {
    return state == State.DONE;
  }

  /** Connect's source offset; numbers and strings only, as every offset store can hold them. */
  public Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(STATE, state.code);
    offset.put(POINT, point.value());
    blocks.ifPresent(
        progress -> {
          offset.put(VISIBLE, progress.visible());
          offset.put(HEAP, progress.heap());
          offset.put(FILE, progress.file());
          offset.put(TUPLE, progress.next());
        });
    key.ifPresent(last -> offset.put(KEY, last));
    return Map.copyOf(offset);
  }

  /**
   * Reads a stored offset.
   *
   * @param offset what {@link #toOffset} gave, whatever integer types a store made of it
   * @throws IllegalArgumentException naming the key that is missing or malformed
   */
  public static TableSnapshotPosition fromOffset(Map<String, ?> offset) {
    return new TableSnapshotPosition(
        State.of(OffsetValues.text(offset, STATE)),
        new Lsn(OffsetValues.integer(offset, POINT)),
        offset.containsKey(TUPLE) ? Optional.of(blocks(offset)) : Optional.empty(),
        offset.containsKey(KEY) ? Optional.of(OffsetValues.text(offset, KEY)) : Optional.empty());
  }

  private static Blocks blocks(Map<String, ?> offset) {
    return new Blocks(
        OffsetValues.text(offset, VISIBLE),
        OffsetValues.integer(offset, HEAP),
        OffsetValues.integer(offset, FILE),
        OffsetValues.integer(offset, TUPLE));
  }
}
