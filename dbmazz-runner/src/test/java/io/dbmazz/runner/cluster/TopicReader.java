package io.dbmazz.runner.cluster;

import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic of one partition from its start. Used by one thread. */
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicReader(String topic) {
    partition = new TopicPartition(topic, 0);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", TestingBroker.shared().address(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Waits until there are as many records; returns all there are. */
  List<ConsumerRecord<byte[], byte[]>> awaitRecords(int number) {
    return awaitUntil(all -> all.size() >= number);
  }

  /** Reads up to the end of what is committed now; returns all there are. */
  List<ConsumerRecord<byte[], byte[]>> readToTheEnd() {
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    return awaitUntil(all -> consumer.position(partition) >= end);
  }

  /** Reads until the records are as wanted; returns all there are. */
  List<ConsumerRecord<byte[], byte[]>> awaitUntil(
      Predicate<List<ConsumerRecord<byte[], byte[]>>> wanted) {
    await()
        .atMost(Site.PATIENCE)
        .pollInSameThread()
        .until(
            () -> {
              consumer.poll(POLL).forEach(records::add);
              return wanted.test(records);
            });
    return List.copyOf(records);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
