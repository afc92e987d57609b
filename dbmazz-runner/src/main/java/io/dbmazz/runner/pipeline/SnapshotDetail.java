package io.dbmazz.runner.pipeline;

import io.dbmazz.record.ConnectorMetrics;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Says how far the reading of rows has come, from the source's metrics. */
final class SnapshotDetail {

  private SnapshotDetail() {}

  /**
   * In a few words; empty when there is no snapshot under way.
   *
   * @param metrics by the names of {@link ConnectorMetrics}
   */
  static Optional<String> of(Function<String, OptionalLong> metrics) {
    if (value(metrics, ConnectorMetrics.SNAPSHOT_RUNNING) == 0) {
      return besideStream(metrics);
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Snapshot: %d of %d tables, %d of about %d rows, %d of %d MiB",
            value(metrics, ConnectorMetrics.SNAPSHOT_TABLES_DONE),
            value(metrics, ConnectorMetrics.SNAPSHOT_TABLES),
            value(metrics, ConnectorMetrics.SNAPSHOT_ROWS),
            value(metrics, ConnectorMetrics.SNAPSHOT_ROWS_EXPECTED),
            value(metrics, ConnectorMetrics.SNAPSHOT_BYTES) >> 20,
            value(metrics, ConnectorMetrics.SNAPSHOT_BYTES_EXPECTED) >> 20));
  }

  /** Tables that were added, or asked for, are read while changes are replicated. */
  private static Optional<String> besideStream(Function<String, OptionalLong> metrics) {
    long left = value(metrics, ConnectorMetrics.INCREMENTAL_TABLES_LEFT);
    if (left == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Replicating; snapshot beside it: tables left: %d, of this one %d of about %d rows",
            left,
            value(metrics, ConnectorMetrics.INCREMENTAL_ROWS),
            value(metrics, ConnectorMetrics.INCREMENTAL_ROWS_EXPECTED)));
  }

  private static long value(Function<String, OptionalLong> metrics, String name) {
    return metrics.apply(name).orElse(0);
  }
}
