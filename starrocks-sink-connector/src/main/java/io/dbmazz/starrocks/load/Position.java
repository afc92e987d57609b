package io.dbmazz.starrocks.load;

/**
 * How far a topic partition is loaded.
 *
 * @param next offset of the first record that is not
 * @param metadata what came with the last checkpoint before it; empty when none did
 */
public record Position(long next, String metadata) {}
