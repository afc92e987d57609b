package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.util.List;

/**
 * Rows of one table to be loaded together: at most one operation per key, so that its parts may be
 * loaded in any order. Immutable; the same batch is loaded again after a failure.
 *
 * @param table the target
 * @param rows the operations; empty only for a truncate
 * @param truncateFirst empty the table before loading the rows
 * @param encodedAt UTC instant for {@code dbmazz_synced_at}, fixed so that a retry sends the same
 *     bytes
 * @param identity what the batch covers, the same for the same records: source of its labels
 */
public record RowBatch(
    TableId table,
    List<RowOperation> rows,
    boolean truncateFirst,
    Instant encodedAt,
    String identity) {}
