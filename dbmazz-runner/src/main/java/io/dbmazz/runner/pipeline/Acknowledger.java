package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Lsn;
import io.dbmazz.runner.connect.EmbeddedSink;
import io.dbmazz.runner.connect.EmbeddedSource;
import io.dbmazz.runner.connect.StoredOffsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The way back: asks the sink what is durable, stores the offset of the prefix in which nothing is
 * missing, and only then tells the source. Owned by the pipeline's thread.
 */
final class Acknowledger {

  private final EmbeddedTopics topics;
  private final Ledger ledger;
  private final StoredOffsets offsets;
  private final SinkPosition sinkPosition;
  private final StatusBoard board;
  private final Outage asking;
  private final Outage storing;
  private final Outage committing;
  private boolean commitOwed;

  Acknowledger(
      EmbeddedTopics topics,
      Ledger ledger,
      StoredOffsets offsets,
      StatusBoard board,
      LongSupplier nanos) {
    this.topics = topics;
    this.ledger = ledger;
    this.offsets = offsets;
    this.sinkPosition = new SinkPosition(topics, offsets);
    this.board = board;
    this.asking = new Outage("Asking the sink what is durable", board, nanos);
    this.storing = new Outage("Storing the offset", board, nanos);
    this.committing = new Outage("Confirming to the source", board, nanos);
  }

  /** Whether the way back is blocked for now; then nothing more may be read. */
  boolean isBlocked() {
    return asking.isOn() || storing.isOn() || committing.isOn();
  }

  /** Whether everything polled is durable, stored, and known to the source. */
  boolean isSettled() {
    return ledger.isEmpty() && !commitOwed;
  }

  /** One round; does nothing when nothing is open or it is too early to try again. */
  void acknowledge(EmbeddedSource source, EmbeddedSink sink, SinkDelivery delivery)
      throws InterruptedException {
    if (isSettled() || !asking.mayTry()) {
      return;
    }
    if (!attempt(asking, () -> topics.durable(sink.preCommit(topics.delivered())))) {
      delivery.redeliver();
      return;
    }
    List<Delivery> prefix = ledger.acknowledged();
    if (!prefix.isEmpty() && attempt(storing, () -> store(prefix))) {
      ledger.forget(prefix.size());
      commitOwed = true;
      for (Delivery delivered : prefix) {
        tell(source, delivered);
      }
    }
    if (commitOwed && attempt(committing, source::commit)) {
      commitOwed = false;
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private static boolean attempt(Outage outage, Step step) throws InterruptedException {
    if (!outage.mayTry()) {
      return false;
    }
    try {
      step.run();
      outage.over();
      return true;
    } catch (RuntimeException e) {
      if (!Outage.isRetriable(e)) {
        throw e;
      }
      outage.failed(e);
      return false;
    }
  }

  private void store(List<Delivery> prefix) {
    Lsn confirmed = Lsn.ZERO;
    for (var newest : newestOffsets(prefix).entrySet()) {
      offsets.save(newest.getKey(), newest.getValue());
      confirmed = Lsn.max(confirmed, OffsetPosition.confirmed(newest.getValue()));
    }
    sinkPosition.store(prefix);
    long events = prefix.stream().filter(Acknowledger::isEvent).count();
    board.acknowledged(events, confirmed);
  }

  private static boolean isEvent(Delivery delivery) {
    return !(delivery instanceof Delivery.Boundary) && OffsetPosition.isEvent(delivery.polled());
  }

  /** From the end, where each partition's first is its newest; most sources have one partition. */
  private static Map<Map<String, ?>, Map<String, ?>> newestOffsets(List<Delivery> prefix) {
    Map<Map<String, ?>, Map<String, ?>> newest = new LinkedHashMap<>();
    Map<String, ?> last = null;
    for (int i = prefix.size() - 1; i >= 0; i--) {
      SourceRecord record = prefix.get(i).polled();
      if (record.sourceOffset() != null && record.sourcePartition() != last) {
        last = record.sourcePartition();
        newest.putIfAbsent(last, record.sourceOffset());
      }
    }
    return newest;
  }

  private static void tell(EmbeddedSource source, Delivery delivery) throws InterruptedException {
    try {
      if (delivery instanceof Delivery.Handed handed) {
        source.acknowledge(handed.polled(), metadata(handed));
      } else if (delivery instanceof Delivery.Filtered) {
        source.acknowledgeFiltered(delivery.polled());
      }
    } catch (RuntimeException e) {
      // Never retriable: the ledger has let go of the record.
      throw new ConnectException("The source cannot take an acknowledgement", e);
    }
  }

  private static RecordMetadata metadata(Delivery.Handed handed) {
    SinkRecord record = handed.record();
    return new RecordMetadata(
        handed.topic().partition(), record.originalKafkaOffset(), 0, record.timestamp(), -1, -1);
  }
}
