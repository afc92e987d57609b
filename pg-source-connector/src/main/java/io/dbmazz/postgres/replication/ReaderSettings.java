package io.dbmazz.postgres.replication;

import java.time.Duration;

/**
 * How the WAL reader behaves.
 *
 * @param threadName unique among the tasks of a worker
 * @param statusInterval longest time between two status updates
 * @param queue bounds of what is read ahead
 * @param retries when connections fail
 */
public record ReaderSettings(
    String threadName, Duration statusInterval, QueueLimits queue, RetryLimits retries) {}
