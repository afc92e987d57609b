package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Rows of one table to be loaded together: at most one operation per key, so that its parts may be
 * loaded in any order. Immutable; the same batch is loaded again after a failure.
 *
 * @param table the target
 * @param rows the operations; empty only for a truncate
 * @param truncateFirst empty the table before loading the rows
 * @param encodedAt UTC instant for {@code dbmazz_synced_at}, fixed so that a retry sends the same
 *     bytes
 * @param identity which offsets of which topic partitions the batch covers and when it was closed:
 *     source of its labels. It stays the same however often the batch is loaded again, and never
 *     comes back for another batch: without the time, offsets that were reset to load a table anew
 *     would meet the labels of the first time and be taken for loaded
 * @param origins for each row the records that it was folded from, in their order; empty when
 *     records are not kept
 */
public record RowBatch(
    TableId table,
    List<RowOperation> rows,
    boolean truncateFirst,
    Instant encodedAt,
    String identity,
    List<List<SinkRecord>> origins) {

  /** Without the records that the rows came from. */
  public RowBatch(
      TableId table,
      List<RowOperation> rows,
      boolean truncateFirst,
      Instant encodedAt,
      String identity) {
    this(table, rows, truncateFirst, encodedAt, identity, List.of());
  }

  /** Some of the rows, with their origins, under the same identity: it is truncated for once. */
  public RowBatch part(int from, int to) {
    return with(rows.subList(from, to), origins.subList(from, to));
  }

  /** The other rows, with their origins; the given ones are compared by identity. */
  public RowBatch without(Set<RowOperation> some) {
    List<RowOperation> otherRows = new ArrayList<>();
    List<List<SinkRecord>> otherOrigins = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!some.contains(rows.get(i))) {
        otherRows.add(rows.get(i));
        otherOrigins.add(origins.get(i));
      }
    }
    return with(otherRows, otherOrigins);
  }

  private RowBatch with(List<RowOperation> others, List<List<SinkRecord>> otherOrigins) {
    return new RowBatch(table, others, truncateFirst, encodedAt, identity, otherOrigins);
  }
}
