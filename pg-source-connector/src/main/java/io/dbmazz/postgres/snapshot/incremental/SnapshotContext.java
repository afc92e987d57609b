package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where incremental snapshots stand when a task starts.
 *
 * @param captured tables whose changes are captured
 * @param unread those of them that are to be read without a signal
 * @param left tables that are not captured any more; when they are again, they must be read anew
 * @param account what offsets of tables carry besides their positions
 * @param streamOffset as stored; empty for none
 * @param tableOffsets asks for the stored offset of a table; empty for none
 */
public record SnapshotContext(
    List<TableName> captured,
    List<TableName> unread,
    List<TableName> left,
    Map<String, String> account,
    Map<String, ?> streamOffset,
    Function<TableName, Map<String, ?>> tableOffsets) {

  /** The lists are immutable. */
  public SnapshotContext {
    captured = List.copyOf(captured);
    unread = List.copyOf(unread);
    left = List.copyOf(left);
    account = Map.copyOf(account);
  }
}
