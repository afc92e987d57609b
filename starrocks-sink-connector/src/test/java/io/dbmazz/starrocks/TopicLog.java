package io.dbmazz.starrocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records of partitions, and how far their consumer group has committed them. */
final class TopicLog {

  private final Map<TopicPartition, List<SinkRecord>> records = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /** Appends a record like the given one. */
  void append(TopicPartition partition, SinkRecord like) {
    List<SinkRecord> log = records.computeIfAbsent(partition, key -> new ArrayList<>());
    log.add(
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            like.keySchema(),
            like.key(),
            like.valueSchema(),
            like.value(),
            log.size()));
  }

  List<SinkRecord> from(TopicPartition partition, long offset) {
    List<SinkRecord> log = records.getOrDefault(partition, List.of());
    return log.subList((int) offset, log.size());
  }

  void commit(TopicPartition partition, long offset) {
    committed.put(partition, offset);
  }

  long committed(TopicPartition partition) {
    return committed.getOrDefault(partition, 0L);
  }

  boolean isCommitted(TopicPartition partition) {
    return committed(partition) == records.getOrDefault(partition, List.of()).size();
  }
}
