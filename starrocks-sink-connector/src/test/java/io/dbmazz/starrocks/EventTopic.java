package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.Records;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A topic of one partition, read as a worker's consumer does: forward, and again after a seek. */
final class EventTopic {

  private static final int BATCH = 10;

  private final TopicPartition partition;
  private long end;
  private long position;

  EventTopic(String name) {
    partition = new TopicPartition(name, 0);
  }

  TopicPartition partition() {
    return partition;
  }

  String name() {
    return partition.topic();
  }

  /** Writes records, each a row of its own. */
  void grow(int count) {
    end += count;
  }

  void seek(long offset) {
    position = offset;
  }

  long end() {
    return end;
  }

  /** The next records. */
  List<SinkRecord> poll() {
    List<SinkRecord> records =
        LongStream.range(position, Math.min(end, position + BATCH)).mapToObj(this::record).toList();
    position += records.size();
    return records;
  }

  private SinkRecord record(long offset) {
    return Records.at(name(), offset, null, Map.of("id", offset, "name", "event " + offset));
  }

  /** Hands records over and again where the task asks for it, until all may be committed. */
  void deliverTo(SinkHarness sink) {
    sink.deliver(this);
  }
}
