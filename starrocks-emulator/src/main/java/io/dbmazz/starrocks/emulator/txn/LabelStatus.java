package io.dbmazz.starrocks.emulator.txn;

/**
 * What is known of a label.
 *
 * @param state of its newest transaction
 * @param reason why it was aborted; empty otherwise
 */
public record LabelStatus(LoadState state, String reason) {}
