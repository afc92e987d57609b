package io.dbmazz.starrocks.load;

/** Brings one load into StarRocks, or says why not. */
@FunctionalInterface
interface LoadStep {

  /**
   * Returns when the load is committed.
   *
   * @throws org.apache.kafka.connect.errors.DataException when its rows are refused
   * @throws org.apache.kafka.connect.errors.RetriableException when it may be tried again
   * @throws org.apache.kafka.connect.errors.ConnectException otherwise
   */
  void load(LoadRequest request);
}
