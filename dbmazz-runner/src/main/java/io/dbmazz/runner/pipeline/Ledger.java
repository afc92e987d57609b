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
    return notDurable(handed -> true);
  }

  /** Records of a topic from an offset on that are not durable, in order. */
  List<SinkRecord> notDurable(EmbeddedTopic topic, long fromOffset) {
    return notDurable(
        handed -> handed.topic() == topic && handed.record().originalKafkaOffset() >= fromOffset);
  }

  private List<SinkRecord> notDurable(Predicate<Delivery.Handed> wanted) {
    return deliveries.stream()
        .filter(delivery -> !delivery.isAcknowledged())
        .filter(Delivery.Handed.class::isInstance)
        .map(Delivery.Handed.class::cast)
        .filter(wanted)
        .map(Delivery.Handed::record)
        .toList();
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }
}
