package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;
import java.util.Optional;

/**
 * When an open transaction is aborted unasked.
 *
 * @param total from its begin until it is prepared or committed
 * @param idle between two operations; empty for no limit
 */
public record Timeouts(Duration total, Optional<Duration> idle) {}
