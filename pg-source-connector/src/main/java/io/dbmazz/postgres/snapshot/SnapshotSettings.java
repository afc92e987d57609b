package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.setup.TableName;
import java.util.Optional;

/**
 * How rows are read.
 *
 * @param mode which tables are
 * @param threads that read at the same time, each with a connection
 * @param bufferBytes of rows read ahead of the polling thread; a larger row passes alone
 * @param publication whose column lists and row filters hold for the rows too
 * @param changes how rows become changes
 * @param signals table whose rows are signals and are not read
 */
public record SnapshotSettings(
    SnapshotMode mode,
    int threads,
    long bufferBytes,
    String publication,
    ChangeOptions changes,
    Optional<TableName> signals) {}
