package io.dbmazz.starrocks;

import io.dbmazz.starrocks.load.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** How far each partition is taken, and how far StarRocks has committed it. */
final class Progress {

  private final Map<TopicPartition, Position> taken = new HashMap<>();
  private final Map<TopicPartition, Position> committed = new HashMap<>();
  private final Map<TopicPartition, Long> first = new HashMap<>();
  private boolean rewind;

  /** Begins at what StarRocks holds. */
  void begin(Map<TopicPartition, Position> positions) {
    taken.clear();
    taken.putAll(positions);
    committed.keySet().retainAll(positions.keySet());
    committed.putAll(positions);
    rewind = true;
  }

  /** Whether reading has to begin again; once. */
  boolean takeRewind() {
    boolean taken = rewind;
    rewind = false;
    return taken;
  }

  /** Remembers where Connect began: the place to go back to while StarRocks holds none. */
  void handedOver(Collection<SinkRecord> records) {
    TopicPartition partition = null;
    for (SinkRecord record : records) {
      partition = Intake.partition(record, partition);
      if (!taken.containsKey(partition)) {
        first.merge(partition, record.originalKafkaOffset(), Math::min);
      }
    }
  }

  /** Where to read from: what StarRocks holds decides; where it holds nothing, Connect did. */
  Map<TopicPartition, Long> restart() {
    Map<TopicPartition, Long> offsets = new HashMap<>(first);
    taken.forEach((partition, position) -> offsets.put(partition, position.next()));
    return offsets;
  }

  /** Whether a record is committed or taken already. */
  boolean skips(TopicPartition partition, long offset) {
    Position position = taken.get(partition);
    return position != null && offset < position.next();
  }

  void take(TopicPartition partition, long offset) {
    Position before = taken.get(partition);
    taken.put(partition, new Position(offset + 1, before == null ? "" : before.metadata()));
  }

  /** What came with a checkpoint belongs to the position behind it. */
  void mark(TopicPartition partition, String metadata) {
    taken.computeIfPresent(partition, (key, at) -> new Position(at.next(), metadata));
  }

  /** Where a transaction of everything taken would get to. */
  Map<TopicPartition, Position> taken() {
    return Map.copyOf(taken);
  }

  void commit(Map<TopicPartition, Position> positions) {
    committed.putAll(positions);
  }

  /** What StarRocks has committed. */
  Map<TopicPartition, OffsetAndMetadata> committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    committed.forEach(
        (partition, position) ->
            offsets.put(partition, new OffsetAndMetadata(position.next(), position.metadata())));
    return offsets;
  }

  /** Forgets what was taken, and all of the partitions that are given away. */
  void reset() {
    taken.clear();
    rewind = false;
  }

  void forget(Collection<TopicPartition> partitions) {
    reset();
    partitions.forEach(committed::remove);
    partitions.forEach(first::remove);
  }
}
