package io.dbmazz.starrocks.change;

/**
 * A value that was read from the target and goes back there as it is.
 *
 * @param json as a load takes it
 */
public record Stored(String json) {}
