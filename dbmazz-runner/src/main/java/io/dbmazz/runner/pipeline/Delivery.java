package io.dbmazz.runner.pipeline;

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

  /** Handed, or to be handed, to the sink. */
  record Handed(SourceRecord polled, SinkRecord record, EmbeddedTopic topic) implements Delivery {
    @Override
    public boolean isAcknowledged() {
      return topic.isDurable(record.originalKafkaOffset());
    }
  }
}
