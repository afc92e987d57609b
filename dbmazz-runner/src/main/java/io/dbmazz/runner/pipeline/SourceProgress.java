package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.offset.SourceOffsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where the source would go on behind the records polled so far, as far as that is not stored, and
 * whether they end with a transaction. Owned by the pipeline's thread.
 */
final class SourceProgress {

  private final Map<Map<String, ?>, Map<String, ?>> newest = new LinkedHashMap<>();
  private boolean betweenTransactions = true;

  void take(SourceRecord record) {
    if (record.sourceOffset() != null) {
      newest.put(record.sourcePartition(), record.sourceOffset());
      betweenTransactions = OffsetPosition.endsTransaction(record, betweenTransactions);
    }
  }

  boolean isBetweenTransactions() {
    return betweenTransactions;
  }

  /** All of it is stored. */
  void stored() {
    newest.clear();
  }

  SourceOffsets offsets() {
    return new SourceOffsets(Map.copyOf(newest));
  }
}
