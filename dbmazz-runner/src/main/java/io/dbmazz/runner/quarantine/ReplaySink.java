package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.runner.connect.ConnectRuntime;
import io.dbmazz.runner.connect.EmbeddedSink;
import io.dbmazz.runner.connect.StoredOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink of a replay: hands records over and waits until they are durable. One thread. */
final class ReplaySink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplaySink.class);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Metrics metrics = new Metrics();
  private final Rejections rejections = new Rejections();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<JsonNode, Schema> schemas = new HashMap<>();
  private final EmbeddedSink sink;

  /**
   * Starts the sink.
   *
   * @param config of the sink as in the pipeline. Its positions are not those of the pipeline, so
   *     they must not be stored with the rows
   * @throws ConnectException when it does not start
   */
  ReplaySink(Map<String, String> config) {
    Map<String, String> own = new HashMap<>(config);
    own.put("delivery.guarantee", "effectively-once");
    StoredOffsets none =
        new StoredOffsets(
            () -> {
              throw new IllegalStateException("A sink has no offsets to ask for");
            });
    sink = new ConnectRuntime(none, metrics, rejections).startSink(own, List.of());
  }

  /**
   * Loads records.
   *
   * @return for each entry why it was refused, or nothing when it is durable
   * @throws ConnectException when the records cannot be loaded; some may be
   */
  List<Optional<String>> load(List<Entry> entries) {
    List<SinkRecord> records = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      TopicPartition partition = new TopicPartition(entry.record().get("topic").asText(), 0);
      long offset = next.merge(partition, 1L, Long::sum) - 1;
      records.add(
          RecordJson.read(
              entry.record(), json -> schemas.computeIfAbsent(json, SchemaJson::read), offset));
      sink.open(partition);
    }
    untilTaken(() -> sink.put(records));
    Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    next.forEach((partition, end) -> delivered.put(partition, new OffsetAndMetadata(end)));
    awaitDurable(delivered);
    return records.stream().map(rejections::reason).toList();
  }

  private void awaitDurable(Map<TopicPartition, OffsetAndMetadata> delivered) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    sink.flush(delivered);
    while (!isDurable(delivered)) {
      if (System.nanoTime() > deadline) {
        throw new ConnectException(
            "The records were not loaded within " + PATIENCE.toSeconds() + " s; they stay");
      }
      pause();
      untilTaken(() -> sink.put(List.of()));
      sink.flush(delivered);
    }
  }

  private boolean isDurable(Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> durable = sink.preCommit(delivered);
    return delivered.entrySet().stream()
        .allMatch(
            wanted ->
                durable.containsKey(wanted.getKey())
                    && durable.get(wanted.getKey()).offset() >= wanted.getValue().offset());
  }

  /** The very same records again, as a worker does. */
  private static void untilTaken(Runnable put) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        put.run();
        return;
      } catch (RetriableException e) {
        if (System.nanoTime() > deadline) {
          throw new ConnectException("The records stay: " + e.getMessage(), e);
        }
        LOG.warn("Trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("The replay was cut off; its records stay", e);
    }
  }

  @Override
  public void close() {
    sink.stop();
    metrics.close();
  }
}
