package io.dbmazz.runner.pipeline;

/** The source's replication slot, seen from beside the replication stream. */
public interface ReplicationSlot {

  /**
   * Drops the slot once nobody uses it; one that does not exist is no error.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException saying why it is still there
   */
  void drop() throws InterruptedException;
}
