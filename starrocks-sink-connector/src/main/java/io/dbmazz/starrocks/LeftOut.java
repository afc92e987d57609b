package io.dbmazz.starrocks;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that are kept elsewhere and ask for nothing when they come again. */
final class LeftOut {

  private final Set<Place> places = new HashSet<>();

  private record Place(TopicPartition partition, long offset) {}

  void add(Collection<SinkRecord> records) {
    records.forEach(record -> places.add(place(record)));
  }

  boolean contains(SinkRecord record) {
    return !places.isEmpty() && places.contains(place(record));
  }

  /** What is committed does not come again. */
  void clear() {
    places.clear();
  }

  private static Place place(SinkRecord record) {
    return new Place(Intake.partition(record, null), record.originalKafkaOffset());
  }
}
