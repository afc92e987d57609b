package io.dbmazz.runner.connect;

import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Tolerates no errant record. Has no state. */
final class NoErrantRecords implements ErrantRecordKeeper {

  @Override
  public void open() {}

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    throw new ConnectException(
        "Record at offset "
            + record.originalKafkaOffset()
            + " of "
            + record.originalTopic()
            + " was rejected, and the runner tolerates none: "
            + error.getMessage()
            + ". Mend the table, or set sink.errors.tolerance=all to keep such records in a"
            + " quarantine and go on",
        error);
  }

  @Override
  public void awaitKept() {}

  @Override
  public void close() {}
}
