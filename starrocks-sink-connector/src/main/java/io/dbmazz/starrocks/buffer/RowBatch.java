package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

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
 */
public record RowBatch(
    TableId table,
    List<RowOperation> rows,
    boolean truncateFirst,
    Instant encodedAt,
    String identity) {

  /** The smallest version of a row that has one; empty when none has. Looks at every row. */
  public OptionalLong smallestVersion() {
    return rows.stream()
        .mapToLong(row -> row.audit().version())
        .filter(version -> version != RowOperation.Audit.NO_VERSION)
        .min();
  }
}
