package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.TableName;

/**
 * A file of rows: an ordinary table, or a partition.
 *
 * @param oid of it
 * @param name of it
 * @param file its {@code relfilenode}
 * @param blocks in it that may hold rows of the snapshot
 */
record Heap(long oid, TableName name, long file, long blocks) {}
