package io.dbmazz.starrocks.emulator.fault;

import java.util.Optional;

/**
 * A request, as far as its first lines tell.
 *
 * @param operation what it asks for
 * @param database in the path, or in the header of a transaction's operation
 * @param table likewise; empty where none is named
 * @param label in its header
 */
public record LoadTarget(
    Operation operation, String database, String table, Optional<String> label) {}
