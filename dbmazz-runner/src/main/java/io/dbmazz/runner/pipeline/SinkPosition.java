package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.EmbeddedSink;
import io.dbmazz.runner.connect.StoredOffsets;
import io.dbmazz.runner.offset.SourceOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the offset store to where a sink says it is, when that keeps its position with its rows:
 * killed between the sink's commit and the saving of the offset, the sink is ahead. Owned by the
 * pipeline's thread.
 */
final class SinkPosition {

  private static final Logger LOG = LoggerFactory.getLogger(SinkPosition.class);
  private static final String NEXT = "next";

  private final EmbeddedTopics topics;
  private final StoredOffsets offsets;

  SinkPosition(EmbeddedTopics topics, StoredOffsets offsets) {
    this.topics = topics;
    this.offsets = offsets;
  }

  /** Source partition under which the store holds how far the sink was when it was saved. */
  static Map<String, String> partition(String stream) {
    return Map.of("sink", stream);
  }

  private static Map<String, String> partition(EmbeddedTopic stream) {
    return partition(stream.partition().topic());
  }

  /**
   * Asks a sink that has just started, before the source starts.
   *
   * @throws ConnectException when what the sink has is behind what is stored: rows are missing
   */
  void adopt(EmbeddedSink sink) {
    Optional<EmbeddedTopic> stream = topics.stream();
    if (stream.isPresent()) {
      sink.takeRewinds();
      Optional<OffsetAndMetadata> kept =
          Optional.ofNullable(sink.preCommit(topics.delivered()).get(stream.get().partition()));
      adopt(stream.get(), kept);
    }
  }

  private void adopt(EmbeddedTopic stream, Optional<OffsetAndMetadata> kept) {
    OptionalLong stored = stored(stream);
    if (stored.isPresent() && kept.filter(at -> at.offset() >= stored.getAsLong()).isEmpty()) {
      throw new ConnectException(
          String.format(
              "The sink has committed up to %s of %s, and the offset store says %d: the target or"
                  + " the table of its offsets was replaced by an older one. Restore it; or, to"
                  + " begin anew, stop the job with its slot and empty the target",
              kept.map(at -> Long.toString(at.offset())).orElse("nothing"),
              stream.partition().topic(),
              stored.getAsLong()));
    }
    kept.ifPresent(at -> goOn(stream, at, stored));
  }

  private void goOn(EmbeddedTopic stream, OffsetAndMetadata kept, OptionalLong stored) {
    if (!stream.goOnAt(kept.offset())) {
      return; // a task before this one, in this process: the ledger knows more
    }
    boolean ahead = stored.isEmpty() || kept.offset() > stored.getAsLong();
    if (ahead && !kept.metadata().isEmpty()) {
      LOG.info("The sink is ahead of the offset store; going on where the sink is");
      SourceOffsets.parse(kept.metadata()).byPartition().forEach(offsets::save);
      save(stream, kept.offset());
    }
  }

  private OptionalLong stored(EmbeddedTopic stream) {
    return offsets
        .find(partition(stream))
        .map(offset -> OptionalLong.of(((Number) offset.get(NEXT)).longValue()))
        .orElse(OptionalLong.empty());
  }

  /** Notes, after the source's offsets, how far the sink was. */
  void store(List<Delivery> prefix) {
    for (int i = prefix.size() - 1; i >= 0; i--) {
      if (prefix.get(i) instanceof Delivery.Boundary boundary) {
        save(boundary.topic(), boundary.record().originalKafkaOffset() + 1);
        return;
      }
    }
  }

  private void save(EmbeddedTopic stream, long next) {
    offsets.save(partition(stream), Map.of(NEXT, next));
  }
}
