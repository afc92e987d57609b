package io.dbmazz.runner.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the demo shows at one moment.
 *
 * @param elapsed since the workload began
 * @param lagBytes WAL between the server's end and the confirmed position
 * @param lagMillis age of the oldest committed order that the target lacks
 * @param eventsPerSecond row changes per second that became durable in the target
 * @param loads Stream Loads that the target has accepted
 */
record Figures(
    Duration elapsed,
    List<Table> tables,
    long lagBytes,
    long lagMillis,
    double eventsPerSecond,
    long loads) {

  /** Rows of one table on both sides; the target's without those marked deleted. */
  record Table(String name, long sourceRows, long targetRows) {}
}
