package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rows of one table that are still being collected. */
final class OpenBatch {

  private final Map<List<Object>, RowOperation> byKey = new LinkedHashMap<>();
  private final List<RowOperation> withoutKey = new ArrayList<>();
  private final Map<List<Object>, List<SinkRecord>> originsByKey = new HashMap<>();
  private final List<List<SinkRecord>> originsWithoutKey = new ArrayList<>();
  private final Fold fold = new Fold();
  private final Coverage coverage = new Coverage();
  private final Instant openedAt;
  private boolean truncateFirst;
  private boolean mixed;
  private long bytes;

  OpenBatch(Instant openedAt) {
    this.openedAt = openedAt;
  }

  /** Takes an operation and keeps the record it came from, which counts as large as it. */
  void add(RowOperation operation, SinkRecord origin) {
    add(operation);
    bytes += RowSize.of(operation);
    if (operation.key().isEmpty()) {
      originsWithoutKey.add(List.of(origin));
    } else {
      originsByKey.computeIfAbsent(operation.key(), key -> new ArrayList<>(1)).add(origin);
    }
  }

  void add(RowOperation operation) {
    if (operation.key().isEmpty()) {
      withoutKey.add(operation);
      bytes += RowSize.of(operation);
      return;
    }
    RowOperation earlier = byKey.put(operation.key(), operation);
    if (earlier == null) {
      bytes += RowSize.of(operation);
      return;
    }
    RowOperation folded =
        mixed ? fold.foldByVersion(earlier, operation) : fold.fold(earlier, operation);
    byKey.put(operation.key(), folded);
    bytes += RowSize.of(folded) - RowSize.of(earlier);
  }

  /** From now on rows may come from several topic partitions. */
  void mix() {
    mixed = true;
  }

  void truncate() {
    byKey.clear();
    withoutKey.clear();
    originsByKey.clear();
    originsWithoutKey.clear();
    bytes = 0;
    truncateFirst = true;
  }

  Coverage coverage() {
    return coverage;
  }

  Instant openedAt() {
    return openedAt;
  }

  int rows() {
    return byKey.size() + withoutKey.size();
  }

  long bytes() {
    return bytes;
  }

  /** What was collected, closed at this time. */
  RowBatch close(TableId table, Instant now) {
    Instant encodedAt = now.truncatedTo(ChronoUnit.MICROS);
    List<RowOperation> rows = new ArrayList<>(rows());
    rows.addAll(byKey.values());
    rows.addAll(withoutKey);
    return new RowBatch(
        table, List.copyOf(rows), truncateFirst, encodedAt, coverage + "@" + encodedAt, origins());
  }

  /** In the order of the rows; none when records are not kept. */
  private List<List<SinkRecord>> origins() {
    List<List<SinkRecord>> origins = new ArrayList<>();
    if (!originsByKey.isEmpty()) {
      byKey.keySet().forEach(key -> origins.add(List.copyOf(originsByKey.get(key))));
    }
    origins.addAll(originsWithoutKey);
    return origins;
  }
}
