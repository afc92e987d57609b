package io.dbmazz.starrocks.emulator.fault;

import java.util.Optional;

/**
 * A load, as far as its first lines tell.
 *
 * @param database in the path
 * @param table in the path
 * @param label in its header
 */
public record LoadTarget(String database, String table, Optional<String> label) {}
