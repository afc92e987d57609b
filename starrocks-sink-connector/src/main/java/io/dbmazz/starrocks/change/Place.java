package io.dbmazz.starrocks.change;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record was found, for messages; never what is in it. */
final class Place {

  private Place() {}

  /** A refusal of this one record. */
  static DataException refuse(SinkRecord record, String reason) {
    return new DataException(
        "Record at offset "
            + record.kafkaOffset()
            + " of topic "
            + record.topic()
            + ", partition "
            + record.kafkaPartition()
            + ": "
            + reason);
  }
}
