package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One life of the stream's offset, from the snapshot that began it until a gap or an operator ends
 * it. Its id stands in the stream's offset and in those of the tables: a table's offset without the
 * stream's present id speaks of an earlier life and is void.
 *
 * @param topicPrefix name of the server in offsets
 * @param id unique
 */
public record SnapshotEpoch(String topicPrefix, String id) {

  private static final String PHASE = "snapshot";
  private static final String ID = "snapshot_id";

  /** Where the initial snapshot is, as the stream's offset tells it. */
  public enum Phase {
    RUNNING("running"),
    DONE("done");

    private final String code;

    Phase(String code) {
      this.code = code;
    }
  }

  /** A new life. */
  public static SnapshotEpoch begin(String topicPrefix) {
    return new SnapshotEpoch(topicPrefix, UUID.randomUUID().toString());
  }

  /**
   * The life that a stored offset of the stream belongs to; empty when whoever wrote it kept no
   * account of tables: Debezium's connector, or this one with {@code snapshot.mode=no_data}.
   */
  public static Optional<SnapshotEpoch> of(String topicPrefix, Map<String, ?> streamOffset) {
    return streamOffset.get(ID) instanceof String id
        ? Optional.of(new SnapshotEpoch(topicPrefix, id))
        : Optional.empty();
  }

  /** Whether a stored offset of the stream says that the initial snapshot was finished. */
  static boolean isDone(Map<String, ?> streamOffset) {
    return Phase.DONE.code.equals(streamOffset.get(PHASE));
  }

  /** What the offsets of its tables carry besides their positions. */
  Map<String, String> account() {
    return Map.of(ID, id);
  }

  /** What the stream's offsets carry besides the position. */
  public Map<String, String> notes(Phase phase) {
    return Map.of(PHASE, phase.code, ID, id);
  }

  /** Connect's source partition of a table. */
  public Map<String, String> partition(TableName table) {
    return TableSnapshotPosition.partition(topicPrefix, table.schema(), table.table());
  }

  /** A table's position in Connect's form. */
  public TableOffset offset(TableName table, TableSnapshotPosition position) {
    Map<String, Object> offset = new HashMap<>(position.toOffset());
    offset.put(ID, id);
    return new TableOffset(partition(table), offset);
  }

  /**
   * Reads a table's stored offset; empty when it belongs to another life.
   *
   * @throws IllegalArgumentException naming the entry that is missing or malformed
   */
  public Optional<TableSnapshotPosition> read(Map<String, ?> offset) {
    return id.equals(offset.get(ID))
        ? Optional.of(TableSnapshotPosition.fromOffset(offset))
        : Optional.empty();
  }
}
