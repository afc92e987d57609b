package io.dbmazz.postgres.setup;

import io.dbmazz.record.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * What setup found and made.
 *
 * @param start position to stream from; empty when nothing was stored and nothing is streamed
 * @param tables captured, under the names that appear in the stream
 * @param continuity whether the changes that follow the stored offset are still there
 * @param snapshot exported by the slot, when it was created just now and rows are to be read
 */
public record Preparation(
    Optional<SourcePosition> start,
    List<TableName> tables,
    Continuity continuity,
    Optional<ExportedSnapshot> snapshot) {

  /** Whether there is a gap between the stored offset and the slot. */
  public enum Continuity {
    KEPT,
    /** The slot is a new one: all that was stored before is void. */
    BROKEN
  }

  /** The same without a table that is captured for its signals alone. */
  public Preparation without(Optional<TableName> signals) {
    List<TableName> others =
        tables.stream().filter(table -> !signals.equals(Optional.of(table))).toList();
    return new Preparation(start, others, continuity, snapshot);
  }

  /** The tables are immutable. */
  public Preparation {
    tables = List.copyOf(tables);
  }
}
