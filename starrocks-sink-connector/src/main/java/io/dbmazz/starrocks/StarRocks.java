package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.Targets;
import io.dbmazz.starrocks.load.HttpStreamLoader;
import io.dbmazz.starrocks.load.LoadCounters;
import io.dbmazz.starrocks.load.MultiTableLoader;
import io.dbmazz.starrocks.load.TargetLoader;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableCreator;
import io.dbmazz.starrocks.table.TableEvolution;
import java.time.Duration;

/**
 * The cluster as a task sees it.
 *
 * @param loader takes batches, each by itself or in transactions
 * @param targets describes tables
 * @param counters what the loader has done; read by any thread
 */
record StarRocks(TargetLoader loader, Targets targets, LoadCounters counters) {

  /** Prepares everything, connects with the first question or load. */
  static StarRocks at(StarRocksSinkConfig config) {
    TableCatalog catalog = catalog(config);
    LoadCounters counters = new LoadCounters();
    Targets targets =
        new ManagedTargets(
            catalog,
            config.creation().map(how -> new TableCreator(catalog, how, Sleeper.real())),
            config.evolutionTimeout().map(longest -> evolution(catalog, longest)));
    return new StarRocks(loader(config, catalog, counters), targets, counters);
  }

  /** Connects with the first question. */
  static TableCatalog catalog(StarRocksSinkConfig config) {
    return TableCatalog.over(
        config.jdbcUrl(), config.username(), config.password(), config.connectTimeout());
  }

  private static TableEvolution evolution(TableCatalog catalog, Duration longest) {
    return new TableEvolution(catalog, longest, Sleeper.real(), System::nanoTime);
  }

  private static TargetLoader loader(
      StarRocksSinkConfig config, TableCatalog catalog, LoadCounters counters) {
    return config.exactlyOnce()
        ? MultiTableLoader.connect(
            config.loaderOptions(), catalog, counters, config.offsetsTable(), config.connector())
        : HttpStreamLoader.connect(config.loaderOptions(), catalog, counters);
  }
}
