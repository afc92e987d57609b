package io.dbmazz.runner.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics seen so far. Their offsets begin where the clock of this process started, at a million
 * a millisecond, so that no later process gives one again: a sink may name loads after offsets.
 */
final class EmbeddedTopics {

  private static final long OFFSETS_PER_MILLISECOND = 1_000_000;

  private final long firstOffset;
  private final Map<String, EmbeddedTopic> topics = new HashMap<>();
  private List<TopicPartition> partitions = List.of();
  private Optional<EmbeddedTopic> stream = Optional.empty();

  /** A partition for each topic. */
  EmbeddedTopics(long startMillis) {
    this.firstOffset = Math.multiplyExact(startMillis, OFFSETS_PER_MILLISECOND);
  }

  /** One partition for all topics: what a sink needs that cuts where transactions end. */
  static EmbeddedTopics inOneStream(String name, long startMillis) {
    EmbeddedTopics topics = new EmbeddedTopics(startMillis);
    topics.stream = Optional.of(topics.named(name));
    return topics;
  }

  /** The only partition, when there is one for all topics. */
  Optional<EmbeddedTopic> stream() {
    return stream;
  }

  /** The topic in whose order records of this name are. */
  EmbeddedTopic named(String name) {
    if (stream.isPresent()) {
      return stream.get();
    }
    EmbeddedTopic known = topics.get(name);
    if (known != null) {
      return known;
    }
    EmbeddedTopic topic = new EmbeddedTopic(name, firstOffset);
    topics.put(name, topic);
    partitions = topics.values().stream().map(EmbeddedTopic::partition).toList();
    return topic;
  }

  List<TopicPartition> partitions() {
    return partitions;
  }

  void allDelivered() {
    topics.values().forEach(EmbeddedTopic::allDelivered);
  }

  Optional<EmbeddedTopic> find(TopicPartition partition) {
    return Optional.ofNullable(topics.get(partition.topic()))
        .filter(topic -> topic.partition().equals(partition));
  }

  /** What preCommit is told: for each topic the offset after the last record delivered. */
  Map<TopicPartition, OffsetAndMetadata> delivered() {
    Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    topics
        .values()
        .forEach(t -> delivered.put(t.partition(), new OffsetAndMetadata(t.delivered())));
    return delivered;
  }

  /** What preCommit answered. */
  void durable(Map<TopicPartition, OffsetAndMetadata> durable) {
    durable.forEach(
        (partition, offset) ->
            find(partition).ifPresent(topic -> topic.durableUpTo(offset.offset())));
  }
}
