package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.Targets;
import io.dbmazz.starrocks.load.HttpStreamLoader;
import io.dbmazz.starrocks.load.LoadCounters;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.table.TableCatalog;

/**
 * The cluster as a task sees it.
 *
 * @param loader takes batches
 * @param targets describes tables
 * @param counters what the loader has done; read by any thread
 */
record StarRocks(StreamLoader loader, Targets targets, LoadCounters counters) {

  /** Prepares everything, connects with the first question or load. */
  static StarRocks at(StarRocksSinkConfig config) {
    TableCatalog catalog =
        TableCatalog.over(
            config.jdbcUrl(), config.username(), config.password(), config.connectTimeout());
    LoadCounters counters = new LoadCounters();
    StreamLoader loader = HttpStreamLoader.connect(config.loaderOptions(), catalog, counters);
    return new StarRocks(loader, catalog::table, counters);
  }
}
