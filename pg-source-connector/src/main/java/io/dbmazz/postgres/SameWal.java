package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ServerIdentity;
import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.postgres.setup.TimelineHistory;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Sees that each connection leads to WAL that goes on from what was read: positions mean nothing in
 * another. For the WAL reader's thread.
 */
final class SameWal {

  private static final String PROPERTY = "database.hostname";

  private ServerIdentity former;

  /**
   * Compares a server with that of the connection before.
   *
   * @param replication to the server
   * @param read end of what was read of the former one
   * @throws SetupException when it is another database cluster, or a standby was promoted that did
   *     not have all of that
   */
  void verify(Connection replication, Lsn read) throws SQLException {
    ServerIdentity found = ServerIdentity.read(replication);
    if (former != null && !former.system().equals(found.system())) {
      throw new SetupException(
          PROPERTY,
          "The address leads to another database cluster than before (system identifier "
              + found.system()
              + ", not "
              + former.system()
              + "). Point it to the former one, or remove the stored offset and load the tables"
              + " anew");
    }
    if (former != null && former.timeline() != found.timeline()) {
      requireContinuation(TimelineHistory.read(replication, found.timeline()), found, read);
    }
    former = found;
  }

  private void requireContinuation(TimelineHistory history, ServerIdentity found, Lsn read) {
    Optional<Lsn> end = history.endOf(former.timeline());
    if (end.isEmpty() || read.isAfter(end.get())) {
      throw new SetupException(
          PROPERTY,
          "After a failover the server is on timeline "
              + found.timeline()
              + ", which left timeline "
              + former.timeline()
              + end.map(lsn -> " at " + lsn).orElse(" never")
              + ", but changes were read up to "
              + read
              + ": the standby that took over had less than the target may have. Load the tables"
              + " anew: drop the slot and remove the stored offset. In the future, name the"
              + " standby's slot in synchronized_standby_slots of the primary (PostgreSQL 17)");
    }
  }
}
