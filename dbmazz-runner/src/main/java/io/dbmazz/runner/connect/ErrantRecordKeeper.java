package io.dbmazz.runner.connect;

import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What becomes of records that the sink cannot load. Records may be reported by any of the sink's
 * threads; the other methods are the pipeline's.
 */
public interface ErrantRecordKeeper extends ErrantRecordReporter, AutoCloseable {

  /**
   * Makes ready, before the sink starts; harmless when it is ready.
   *
   * @throws ConnectException when records could not be kept
   */
  void open();

  /**
   * Takes a record; it is kept when the future is done.
   *
   * @throws ConnectException when no records are tolerated, or no more can be kept
   */
  @Override
  Future<Void> report(SinkRecord record, Throwable error);

  /**
   * Returns when every record reported so far is kept. Called before offsets are stored, as a
   * worker does: a task need not wait itself.
   *
   * @throws ConnectException when one cannot be kept
   */
  void awaitKept();

  @Override
  void close();

  /** As a worker with {@code errors.tolerance=none}: the first errant record ends the task. */
  static ErrantRecordKeeper toleratingNone() {
    return new NoErrantRecords();
  }
}
