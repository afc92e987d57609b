package io.dbmazz.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.ConnectorMetrics;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SnapshotDetailTest {

  private static OptionalLong of(Map<String, Long> metrics, String name) {
    return metrics.containsKey(name) ? OptionalLong.of(metrics.get(name)) : OptionalLong.empty();
  }

  @Test
  void tellsTablesRowsAndBytes() {
    Map<String, Long> metrics =
        Map.of(
            ConnectorMetrics.SNAPSHOT_RUNNING, 1L,
            ConnectorMetrics.SNAPSHOT_TABLES, 3L,
            ConnectorMetrics.SNAPSHOT_TABLES_DONE, 1L,
            ConnectorMetrics.SNAPSHOT_ROWS, 500L,
            ConnectorMetrics.SNAPSHOT_ROWS_EXPECTED, 2_000L,
            ConnectorMetrics.SNAPSHOT_BYTES, 4L << 20,
            ConnectorMetrics.SNAPSHOT_BYTES_EXPECTED, 16L << 20);

    assertThat(SnapshotDetail.of(name -> of(metrics, name)))
        .contains("Snapshot: 1 of 3 tables, 500 of about 2000 rows, 4 of 16 MiB");
  }

  @Test
  void tellsThatAddedTablesAreReadBesideTheStream() {
    Map<String, Long> metrics =
        Map.of(
            ConnectorMetrics.SNAPSHOT_RUNNING, 0L,
            ConnectorMetrics.INCREMENTAL_TABLES_LEFT, 2L,
            ConnectorMetrics.INCREMENTAL_ROWS, 500L,
            ConnectorMetrics.INCREMENTAL_ROWS_EXPECTED, 2_000L);

    assertThat(SnapshotDetail.of(name -> of(metrics, name)))
        .contains(
            "Replicating; snapshot beside it: tables left: 2, of this one 500 of about 2000 rows");
  }

  @Test
  void saysNothingWithoutASnapshot() {
    assertThat(SnapshotDetail.of(name -> OptionalLong.empty())).isEmpty();
    assertThat(SnapshotDetail.of(name -> OptionalLong.of(0))).isEmpty();
  }
}
