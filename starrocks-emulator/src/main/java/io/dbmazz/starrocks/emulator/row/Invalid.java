package io.dbmazz.starrocks.emulator.row;

/**
 * Takes the place of a value that a column cannot hold.
 *
 * @param reason as the error log says it
 */
record Invalid(String reason) {}
