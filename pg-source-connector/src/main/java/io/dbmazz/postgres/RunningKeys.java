package io.dbmazz.postgres;

import java.util.List;

/** Keys of pace, memory and persistence. */
final class RunningKeys {

  private RunningKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.large(
            "heartbeat.interval.ms",
            10_000,
            0,
            "Heartbeat",
            "How long the source may be idle before a heartbeat record carries its position, so"
                + " that the slot does not hold back WAL of other tables and databases; 0 for no"
                + " heartbeats."),
        ConfigKey.text(
            "heartbeat.action.query",
            "",
            "Heartbeat query",
            "Statement to run in the database once each heartbeat interval."),
        ConfigKey.whole(
            "max.batch.size", 2048, 1, "Batch", "Records that one poll returns at most."),
        ConfigKey.whole(
            "max.queue.size", 8192, 1, "Queue", "Changes read ahead of polling at most."),
        ConfigKey.large(
            "max.queue.size.in.bytes",
            64L * 1024 * 1024,
            1024,
            "Queue bytes",
            "Bytes of memory for changes read ahead of polling at most, and never more than an"
                + " eighth of the heap; a larger change passes alone. A batch is full at an eighth"
                + " of that."),
        ConfigKey.large(
            "max.change.size.in.bytes",
            0,
            0,
            "Change bytes",
            "Bytes that a single change may have, as PostgreSQL sends it: text, and two characters"
                + " for each byte of bytea. A larger one fails the task, which then names the table"
                + " and the column, before the heap is exhausted. 0 for an eighth of the heap."),
        ConfigKey.large(
            "poll.interval.ms",
            500,
            1,
            "Poll wait",
            "How long a poll waits for a change at most; changes do not wait for it."),
        ConfigKey.large(
            "status.update.interval.ms",
            10_000,
            100,
            "Status interval",
            "Longest time between two reports to the server; a third of its wal_sender_timeout"
                + " when that is shorter."),
        ConfigKey.whole(
            "errors.max.retries",
            -1,
            -1,
            "Retries",
            "Failed attempts in a row to reconnect before the task fails; -1 for any number."),
        ConfigKey.large(
            "retriable.restart.connector.wait.ms",
            10_000,
            100,
            "Retry wait",
            "Longest wait between two attempts to reconnect; the first is 100 ms, each further"
                + " one twice as long."));
  }
}
