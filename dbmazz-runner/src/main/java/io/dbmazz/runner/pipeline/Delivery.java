package io.dbmazz.runner.pipeline;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** What became of one polled record. */
sealed interface Delivery {

  /** As the source gave it. */
  SourceRecord polled();

  /** Whether nothing more has to happen to it. */
  boolean isAcknowledged();

  /** Not for the sink: a heartbeat, or dropped by a transformation. */
  record Filtered(SourceRecord polled) implements Delivery {
    @Override
    public boolean isAcknowledged() {
      return true;
    }
  }

  /** What goes to the sink; empty when nothing does. */
  default Optional<SinkRecord> forSink() {
    return Optional.empty();
  }

  /** Handed, or to be handed, to the sink. */
  record Handed(SourceRecord polled, SinkRecord record, EmbeddedTopic topic) implements Delivery {
    @Override
    public boolean isAcknowledged() {
      return topic.isDurable(record.originalKafkaOffset());
    }

    @Override
    public Optional<SinkRecord> forSink() {
      return Optional.of(record);
    }
  }

  /** A checkpoint behind the last record of a transaction, which is polled, for the sink alone. */
  record Boundary(SourceRecord polled, SinkRecord record, EmbeddedTopic topic) implements Delivery {
    @Override
    public boolean isAcknowledged() {
      return topic.isDurable(record.originalKafkaOffset());
    }

    @Override
    public Optional<SinkRecord> forSink() {
      return Optional.of(record);
    }
  }
}
