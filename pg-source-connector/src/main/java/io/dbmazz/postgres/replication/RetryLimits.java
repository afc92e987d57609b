package io.dbmazz.postgres.replication;

import java.time.Duration;

/**
 * How persistently a lost connection is opened again.
 *
 * @param maxRetries attempts in a row that may fail; -1 for any number
 * @param longestWait between two attempts
 */
public record RetryLimits(int maxRetries, Duration longestWait) {}
