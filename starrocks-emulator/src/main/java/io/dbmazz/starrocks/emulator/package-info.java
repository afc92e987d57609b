/**
 * A StarRocks stand-in: front ends, back end and query port in one process. {@link
 * io.dbmazz.starrocks.emulator.StarRocksEmulator} runs it, {@link
 * io.dbmazz.starrocks.emulator.EmulatorOptions} sets it up, and {@link
 * io.dbmazz.starrocks.emulator.fault.Faults} breaks it.
 *
 * <p>It follows StarRocks' source and the results recorded in its regression tests. Where those are
 * silent, or differ between versions, a comment says UNCERTAIN.
 */
package io.dbmazz.starrocks.emulator;
