package io.dbmazz.starrocks;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The stages of a task, joined. The task's thread only. */
interface SinkPipeline {

  /**
   * Takes all of the records or, when it throws, none of them.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the same records should come
   *     again
   * @throws org.apache.kafka.connect.errors.ConnectException when the task cannot go on
   */
  void put(Collection<SinkRecord> records);

  /** Begins to load what is buffered, due or not. */
  void hasten();

  /**
   * How far each partition may be committed. Never throws: Connect would rewind and hand over again
   * what is still buffered here.
   *
   * @param current how far the worker has handed over
   */
  Map<TopicPartition, OffsetAndMetadata> durable(Map<TopicPartition, OffsetAndMetadata> current);

  /** Begins with partitions of which nothing is known. */
  void open(Collection<TopicPartition> partitions);

  /** Gives partitions away. Rows of those that stay may be read again. */
  void close(Collection<TopicPartition> partitions);

  void stop();
}
