package io.dbmazz.starrocks.json;

/**
 * The body of one Stream Load: a JSON array of rows.
 *
 * @param bytes UTF-8
 * @param rows how many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed once built
public record Body(byte[] bytes, int rows) {}
