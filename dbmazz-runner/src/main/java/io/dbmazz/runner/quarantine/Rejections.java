package io.dbmazz.runner.quarantine;

import io.dbmazz.runner.connect.ErrantRecordKeeper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Remembers which records of a replay were refused again; they are kept already. The sink's threads
 * report, the replay's asks.
 */
final class Rejections implements ErrantRecordKeeper {

  private record Place(TopicPartition partition, long offset) {
    static Place of(SinkRecord record) {
      return new Place(
          new TopicPartition(record.topic(), record.kafkaPartition()), record.kafkaOffset());
    }
  }

  private final Map<Place, String> reasons = new ConcurrentHashMap<>();

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    reasons.put(Place.of(record), String.valueOf(error.getMessage()));
    return CompletableFuture.completedFuture(null);
  }

  /** Why the record was refused; empty when it was not. */
  Optional<String> reason(SinkRecord record) {
    return Optional.ofNullable(reasons.remove(Place.of(record)));
  }

  @Override
  public void open() {}

  @Override
  public void awaitKept() {}

  @Override
  public void close() {}
}
