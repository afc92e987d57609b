package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TableId;

/** What every way of loading needs before the first row. */
public interface TargetLoader extends AutoCloseable {

  /**
   * Shows that the SQL port of StarRocks answers this user, and that StarRocks has what this way of
   * loading needs.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when it does not answer
   * @throws org.apache.kafka.connect.errors.ConnectException when it refuses the user, or is too
   *     old
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

  @Override
  void close();
}
