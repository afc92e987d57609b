package io.dbmazz.starrocks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Remembers what is reported; says that it is kept when it is let. */
final class Reports implements ErrantRecordReporter {

  private final List<SinkRecord> records = new CopyOnWriteArrayList<>();
  private final List<String> reasons = new CopyOnWriteArrayList<>();
  volatile CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    records.add(record);
    reasons.add(trace.toString());
    return kept;
  }

  /** Offsets of the records, in the order of their reports. */
  List<Long> offsets() {
    return records.stream().map(SinkRecord::kafkaOffset).toList();
  }

  /** Messages and traces, as a dead letter topic's headers hold them. */
  List<String> reasons() {
    return reasons;
  }
}
