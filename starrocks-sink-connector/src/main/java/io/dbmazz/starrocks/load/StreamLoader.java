package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;

/** Loads batches into StarRocks. Used by several loader threads, one batch per table at a time. */
public interface StreamLoader extends TargetLoader {

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

  /**
   * Gives up the loads that are under way on threads that are interrupted: they are cut off, and
   * StarRocks is asked to roll back what it has of them, so that none of their rows arrives after
   * those of another task. What is committed by then stays. Called by the task's thread; never
   * throws.
   */
  void giveUp();
}
