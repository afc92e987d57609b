package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.LoadSpec;
import io.dbmazz.starrocks.emulator.row.RowLoad;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;

/** Plans what a transaction loads into one table from the headers of its first load. */
final class LoadPlanner {
  private final Cluster cluster;
  private final LoadRules rules;

  LoadPlanner(Cluster cluster, LoadRules rules) {
    this.cluster = cluster;
    this.rules = rules;
  }

  /**
   * Plans the load.
   *
   * @throws RefusedException if the headers are malformed or do not fit the table
   */
  void plan(TableLoad load, LoadHeaders headers) throws RefusedException {
    long since = System.nanoTime();
    LoadSpec spec = spec(headers);
    try {
      headers.checkPlan(spec);
      TableDefinition table = table(load.database(), load.table());
      load.plan(new RowLoad(table, spec, rules.order(), rules.clock()));
    } catch (LoadException e) {
      throw new RefusedException(Status.ANALYSIS_ERROR, e);
    }
    load.times().planned(since);
  }

  private static LoadSpec spec(LoadHeaders headers) throws RefusedException {
    try {
      return headers.transactionSpec();
    } catch (LoadException e) {
      throw new RefusedException(Status.INVALID_ARGUMENT, e);
    }
  }

  /**
   * The table to load into.
   *
   * @throws LoadException if there is none
   */
  TableDefinition table(String database, String table) {
    if (!cluster.store().hasDatabase(database)) {
      throw new LoadException("unknown database, database=" + database);
    }
    return cluster
        .store()
        .table(database, table)
        .orElseThrow(() -> new LoadException("unknown table \"" + database + "." + table + "\""));
  }
}
