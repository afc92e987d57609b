package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.table.TableId;

/** Loads batches into StarRocks. Used by several loader threads, one batch per table at a time. */
public interface StreamLoader extends AutoCloseable {

  /**
   * Shows that the SQL port of StarRocks answers this user.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when it does not answer
   * @throws org.apache.kafka.connect.errors.ConnectException when it refuses the user
   */
  void logIn();

  /**
   * Gives a table what its loads will need; harmless when it has that already, and when another
   * task does the same at this moment. What was known of its rows is forgotten: another task may
   * have loaded newer ones.
   *
   * @throws io.dbmazz.starrocks.table.MissingTableException when there is no such table
   * @throws org.apache.kafka.connect.errors.RetriableException when time may cure the failure
   * @throws org.apache.kafka.connect.errors.ConnectException when the table may not be changed
   */
  void prepare(TableId table);

  /**
   * Loads every row of the batch and returns when StarRocks has committed them. Transient failures
   * are retried inside with the same labels and bytes.
   *
   * @throws org.apache.kafka.connect.errors.DataException when StarRocks refuses rows: names table,
   *     column where known and rule, never a value
   * @throws org.apache.kafka.connect.errors.RetriableException when time may cure the failure: the
   *     same batch is given again, with the same labels
   * @throws org.apache.kafka.connect.errors.ConnectException when the batch was not loaded for
   *     another reason; nothing of it may be acknowledged
   */
  void load(RowBatch batch);

  @Override
  void close();
}
