package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.TableEncoder;
import io.dbmazz.starrocks.table.TargetTable;

/**
 * What is prepared for one target table.
 *
 * @param table as last read, with its audit columns
 * @param encoder for that
 */
record TargetState(TargetTable table, TableEncoder encoder) {}
