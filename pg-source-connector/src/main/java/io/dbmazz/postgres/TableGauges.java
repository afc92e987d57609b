package io.dbmazz.postgres;

import io.dbmazz.postgres.snapshot.SnapshotProgress;
import io.dbmazz.postgres.snapshot.TableProgress;
import io.dbmazz.postgres.snapshot.incremental.IncrementalSnapshots;
import io.dbmazz.record.ConnectorMetrics;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The gauges of each table whose rows are read, registered when its reading begins and looked up
 * about once a second. For the polling thread; whoever reads a gauge gets the newest figures.
 */
final class TableGauges {

  private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Map<String, ToLongFunction<TableProgress>> FIGURES =
      Map.of(
          ConnectorMetrics.TABLE_ROWS, TableProgress::rows,
          ConnectorMetrics.TABLE_ROWS_EXPECTED, TableGauges::rowsInAll,
          ConnectorMetrics.TABLE_BYTES, TableProgress::bytes,
          ConnectorMetrics.TABLE_BYTES_EXPECTED, TableGauges::bytesInAll,
          ConnectorMetrics.TABLE_DONE, table -> table.done() ? 1 : 0);

  private final SnapshotProgress initial;
  private final IncrementalSnapshots beside;
  private final LongSupplier nanoTime;
  private final Map<Map<String, String>, TableProgress> figures = new ConcurrentHashMap<>();
  private final Set<Map<String, String>> registered = new HashSet<>();
  private final long startedAt;
  private long refreshes;
  private boolean initialSettled;

  /** Takes a gauge. */
  @FunctionalInterface
  interface Registry {

    /**
     * Registers it.
     *
     * @param name of {@link ConnectorMetrics}
     */
    void register(String name, Map<String, String> tags, LongSupplier value);
  }

  TableGauges(SnapshotProgress initial, IncrementalSnapshots beside, LongSupplier nanoTime) {
    this.initial = initial;
    this.beside = beside;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  private static long rowsInAll(TableProgress table) {
    return Math.max(table.rows(), table.expectedRows());
  }

  private static long bytesInAll(TableProgress table) {
    return Math.max(table.bytes(), table.expectedBytes());
  }

  /** Takes up what has changed, at most once a second. */
  void refresh(Registry registry) {
    if (nanoTime.getAsLong() - startedAt < refreshes * REFRESH_NANOS) {
      return;
    }
    refreshes = 1 + (nanoTime.getAsLong() - startedAt) / REFRESH_NANOS;
    boolean running = initial.isRunning();
    if (running || !initialSettled) {
      update("initial", initial.perTable(), registry);
      initialSettled = !running && initial.tables() > 0;
    }
    update("incremental", beside.perTable(), registry);
  }

  private void update(String snapshot, List<TableProgress> tables, Registry registry) {
    for (TableProgress table : tables) {
      if (!table.hasBegun()) {
        continue;
      }
      Map<String, String> tags = new LinkedHashMap<>();
      tags.put(ConnectorMetrics.SNAPSHOT, snapshot);
      tags.put(ConnectorMetrics.TABLE, table.table().toString());
      figures.put(tags, table);
      if (registered.add(tags)) {
        FIGURES.forEach(
            (name, figure) ->
                registry.register(name, tags, () -> figure.applyAsLong(figures.get(tags))));
      }
    }
  }
}
