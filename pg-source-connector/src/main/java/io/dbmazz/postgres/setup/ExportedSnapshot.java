package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot that the creation of a slot exported: it shows exactly the transactions that commit
 * before a point of the WAL, those whose commit record starts there or later come by the stream.
 * Can be imported until this is closed; whoever has imported it keeps it.
 */
public final class ExportedSnapshot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExportedSnapshot.class);

  private final Connection replication;
  private final Lsn point;
  private final String name;

  /**
   * @param replication connection that exported it and does nothing else until this is closed
   */
  ExportedSnapshot(Connection replication, Lsn point, String name) {
    this.replication = replication;
    this.point = point;
    this.name = name;
  }

  /** The consistent point of the slot. */
  public Lsn point() {
    return point;
  }

  /** For {@code SET TRANSACTION SNAPSHOT}. */
  public String name() {
    return name;
  }

  /** Ends the connection, and the slot if it is temporary. */
  @Override
  public void close() {
    try {
      replication.close();
    } catch (SQLException e) {
      LOG.debug("Connection of an exported snapshot did not close in order", e);
    }
  }
}
