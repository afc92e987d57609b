package io.dbmazz.postgres.spool;

import java.nio.file.Path;

/**
 * Where transactions wait for their outcome.
 *
 * @param memoryBytes for all of them together; what is more goes to files
 * @param directory of the files, which exist no longer than the transactions
 */
public record SpoolSettings(long memoryBytes, Path directory) {}
