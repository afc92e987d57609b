package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.ArrayList;
import java.util.List;

/** Which front end leads, and what only the leader remembers. For the front ends' threads. */
final class Leadership {
  private final Transactions transactions;
  private final Coordinators coordinators = new Coordinators();
  private final MultiTableTransactions multiTable;
  private final List<HostPort> frontEnds = new ArrayList<>();
  private int leader;

  Leadership(Cluster cluster, BackEndState backEnd) {
    this.transactions = cluster.transactions();
    this.multiTable = new MultiTableTransactions(cluster, backEnd);
  }

  Coordinators coordinators() {
    return coordinators;
  }

  MultiTableTransactions multiTable() {
    return multiTable;
  }

  /** A front end; the first one leads. */
  synchronized void join(HostPort frontEnd) {
    frontEnds.add(frontEnd);
  }

  synchronized HostPort leader() {
    return frontEnds.get(leader);
  }

  /** The next front end leads; where there is one only, it has restarted. */
  synchronized void moveOn() {
    leader = (leader + 1) % frontEnds.size();
    coordinators.forgetAll();
    multiTable.losePower();
    transactions.forgetOpen();
  }
}
