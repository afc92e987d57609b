package io.dbmazz.runner.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Every polled record whose offset is not stored, in the order in which the source gave them. Only
 * the prefix in which nothing is missing may be stored and acknowledged. One owner.
 */
final class Ledger {

  private final Deque<Delivery> deliveries = new ArrayDeque<>();

  void add(Delivery delivery) {
    deliveries.add(delivery);
  }

  /** The longest prefix of acknowledged records; they stay until {@link #forget}. */
  List<Delivery> acknowledged() {
    List<Delivery> prefix = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      if (!delivery.isAcknowledged()) {
        break;
      }
      prefix.add(delivery);
    }
    return prefix;
  }

  /** Removes the first records: their offset is stored. */
  void forget(int count) {
    for (int i = 0; i < count; i++) {
      deliveries.remove();
    }
  }

  /** Records for the sink that are not durable, in order: what a new sink task must get. */
  List<SinkRecord> notDurable() {
    return notDurable(record -> true);
  }

  /** Records of a topic from an offset on that are not durable, in order. */
  List<SinkRecord> notDurable(EmbeddedTopic topic, long fromOffset) {
    String name = topic.partition().topic();
    return notDurable(
        record ->
            record.originalTopic().equals(name) && record.originalKafkaOffset() >= fromOffset);
  }

  private List<SinkRecord> notDurable(Predicate<SinkRecord> wanted) {
    return deliveries.stream()
        .filter(delivery -> !delivery.isAcknowledged())
        .flatMap(delivery -> delivery.forSink().stream())
        .filter(wanted)
        .toList();
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }
}
