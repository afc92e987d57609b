package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.type.CatalogConnection;

/**
 * What reading tables takes.
 *
 * @param opener of connections to the database, in autocommit; any thread
 * @param options of the records
 * @param publication that says which columns and rows are captured
 * @param chunkRows rows of a chunk at most
 * @param chunkBytes of a chunk at most, unless it is a single row
 * @param threadName of the reading thread
 */
public record ReadSettings(
    CatalogConnection.Opener opener,
    ChangeOptions options,
    String publication,
    int chunkRows,
    long chunkBytes,
    String threadName) {}
