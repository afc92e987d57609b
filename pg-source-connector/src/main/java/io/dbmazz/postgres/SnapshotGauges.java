package io.dbmazz.postgres;

import io.dbmazz.postgres.snapshot.SnapshotProgress;
import io.dbmazz.postgres.snapshot.TableProgress;
import io.dbmazz.postgres.snapshot.incremental.IncrementalSnapshots;
import io.dbmazz.record.ConnectorMetrics;
import java.util.Map;
import java.util.function.LongSupplier;

/** The gauges of snapshots: the initial one, and those beside the stream. */
final class SnapshotGauges {

  private SnapshotGauges() {}

  static Map<String, LongSupplier> of(SnapshotProgress progress) {
    return Map.of(
        ConnectorMetrics.SNAPSHOT_RUNNING, () -> progress.isRunning() ? 1 : 0,
        ConnectorMetrics.SNAPSHOT_TABLES, progress::tables,
        ConnectorMetrics.SNAPSHOT_TABLES_DONE, progress::tablesDone,
        ConnectorMetrics.SNAPSHOT_ROWS, progress::rows,
        ConnectorMetrics.SNAPSHOT_ROWS_EXPECTED, progress::expectedRows,
        ConnectorMetrics.SNAPSHOT_BYTES, progress::bytes,
        ConnectorMetrics.SNAPSHOT_BYTES_EXPECTED, progress::expectedBytes);
  }

  static Map<String, LongSupplier> of(IncrementalSnapshots beside) {
    return Map.of(
        ConnectorMetrics.INCREMENTAL_TABLES_LEFT,
        beside::tablesLeft,
        ConnectorMetrics.INCREMENTAL_ROWS,
        () -> beside.progress().map(TableProgress::rows).orElse(0L),
        ConnectorMetrics.INCREMENTAL_ROWS_EXPECTED,
        () -> beside.progress().map(TableProgress::expectedRows).orElse(0L));
  }
}
