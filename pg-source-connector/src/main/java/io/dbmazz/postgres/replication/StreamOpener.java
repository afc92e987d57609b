package io.dbmazz.postgres.replication;

import java.sql.SQLException;

/** Connects to the server and starts streaming the slot, once per session. */
public interface StreamOpener {

  /**
   * Checks the slot and starts streaming from its confirmed position.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when trying again may help
   * @throws org.apache.kafka.connect.errors.ConnectException when someone has to act first
   * @throws SQLException as the server or the driver gave it
   */
  ReplicationStream open() throws SQLException;

  /** Makes an {@link #open} under way in another thread fail soon; leaves an open stream alone. */
  void cancel();
}
