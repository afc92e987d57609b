package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.util.Optional;

/**
 * The reading of one table.
 *
 * @param table to read
 * @param signal id of the signal that asked for it; empty for a table that was never read
 */
record TableRun(TableName table, Optional<String> signal) {}
