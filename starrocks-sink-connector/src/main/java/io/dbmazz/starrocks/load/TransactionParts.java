package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.CurrentRows;
import io.dbmazz.starrocks.table.OffsetsTable;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableId;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What transactions are made of. */
record TransactionParts(
    OffsetsTable table,
    TakeOver takeOver,
    OpenTransaction opening,
    TableLoads loads,
    Commits commits,
    Rollback rollback,
    TableLoaders loaders,
    TrialLoader trial,
    HttpTransport control)
    implements AutoCloseable {

  /** For begin, commit and rollback, which StarRocks answers itself. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(45);

  private static final int LOADER_THREADS = 4;

  /**
   * Where positions are kept.
   *
   * @param table the name of the offsets table, in the database of the targets
   * @param connector under whose name
   */
  record Offsets(TableId table, String connector) {}

  static TransactionParts wire(
      LoaderOptions options,
      Offsets offsets,
      LoaderParts parts,
      Sleeper sleeper,
      LongSupplier nanoTime) {
    TableCatalog catalog = parts.catalog();
    OffsetsTable table = new OffsetsTable(catalog, offsets.table(), offsets.connector());
    HttpTransport control = new HttpTransport(options.connectTimeout(), LONGEST_ANSWER);
    StreamLoadClient loading = LoaderParts.client(options, catalog, parts.transport());
    TransactionClient client =
        new TransactionClient(
            LoaderParts.client(options, catalog, control),
            loading,
            offsets.table().database(),
            parts.headers().timeout());
    TakeOver.Parts shared =
        new TakeOver.Parts(
            catalog,
            table,
            new OffsetRows(table, Clock.systemUTC()),
            parts.step(),
            parts.headers());
    Rollback rollback = new Rollback(client);
    UniformRows uniform =
        new UniformRows(parts.headers(), new CurrentRows(catalog), options.audit());
    TableLoads loads = new TableLoads(parts, client, new Refusals(loading), uniform);
    Supplier<Chain> chains = () -> Chain.fresh(options.labelPrefix(), offsets.connector());
    return new TransactionParts(
        table,
        new TakeOver(shared, rollback, chains, sleeper, nanoTime),
        new OpenTransaction(client, table, sleeper, nanoTime),
        loads,
        new Commits(shared, client, loads, sleeper),
        rollback,
        new TableLoaders(LOADER_THREADS),
        new TrialLoader(parts, client, new Refusals(loading), chains),
        control);
  }

  @Override
  public void close() {
    loaders.close();
    control.close();
  }
}
