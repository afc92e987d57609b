package io.dbmazz.starrocks.emulator;

import io.dbmazz.starrocks.emulator.sql.OpenLoads;
import io.dbmazz.starrocks.emulator.txn.Transactions;

/** Tells schema changes which transactions to wait for. */
final class RunningLoads implements OpenLoads {
  private final Transactions transactions;

  RunningLoads(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long mark() {
    return transactions.lastId();
  }

  @Override
  public boolean remain(String database, String table, long mark) {
    return transactions.hasRunning(database, table, mark);
  }
}
