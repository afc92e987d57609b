package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.table.OffsetsTable.Entry;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.StarRocksVersion;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads by transactions over several tables. A transaction is begun when there is something to load
 * and never left open without work. One thread, and the one that closes.
 */
public final class MultiTableLoader implements TransactionalLoader {

  private static final Logger LOG = LoggerFactory.getLogger(MultiTableLoader.class);

  private final LoaderParts parts;
  private final TransactionParts transactions;
  private Set<TopicPartition> owned = Set.of();
  private Optional<Commit> last = Optional.empty();
  private volatile Optional<Commit> open = Optional.empty();
  private volatile boolean committing;

  MultiTableLoader(LoaderParts parts, TransactionParts transactions) {
    this.parts = parts;
    this.transactions = transactions;
  }

  /**
   * A loader that opens connections when it has something to load.
   *
   * @param catalog of the same cluster
   * @param counters counts what the loader does
   * @param offsets the table that keeps positions, in the database of the targets
   * @param connector under whose name they are kept
   */
  public static MultiTableLoader connect(
      LoaderOptions options,
      TableCatalog catalog,
      LoadCounters counters,
      TableId offsets,
      String connector) {
    LoaderParts parts = LoaderParts.wire(options, catalog, counters);
    return new MultiTableLoader(
        parts,
        TransactionParts.wire(
            options,
            new TransactionParts.Offsets(offsets, connector),
            parts,
            Sleeper.real(),
            System::nanoTime));
  }

  @Override
  public void logIn() {
    StarRocksVersion version = parts.catalog().version();
    if (!version.hasMultiTableTransactions()) {
      throw new ConnectException(needed(version));
    }
    transactions.table().create();
  }

  /** What to say to a server that is too old. */
  public static String needed(StarRocksVersion version) {
    return "delivery.guarantee=exactly-once needs transactions over several tables, which StarRocks"
        + " has from 4.0 on; this is "
        + version
        + ". Upgrade StarRocks, or set delivery.guarantee=effectively-once";
  }

  @Override
  public void prepare(TableId table) {
    parts.targets().prepare(table);
  }

  @Override
  public Map<TopicPartition, Position> takeOver(Collection<TopicPartition> partitions) {
    abandon();
    last = Optional.empty();
    TakeOver.Owned taken = transactions.takeOver().of(partitions);
    owned = Set.copyOf(partitions);
    last = Optional.of(new Commit(taken.chain(), 0));
    Map<TopicPartition, Position> positions = new HashMap<>();
    taken.entries().forEach((partition, entry) -> put(positions, partition, entry));
    LOG.info("Took over {} as {}; going on at {}", owned, taken.chain().name(), positions);
    return positions;
  }

  private static void put(
      Map<TopicPartition, Position> positions, TopicPartition partition, Entry entry) {
    if (entry.next().isPresent()) {
      positions.put(partition, new Position(entry.next().getAsLong(), entry.metadata()));
    }
  }

  @Override
  public void load(List<RowBatch> batches) {
    for (RowBatch batch : batches) {
      if (batch.truncateFirst()) {
        truncate(batch.table());
      }
    }
    Label label = opened().label();
    transactions.loaders().all(batches, batch -> transactions.loads().send(batch, label));
  }

  /**
   * TRUNCATE takes part in no transaction. Killed behind it: it is done again, and the rows before
   * it, which were committed or are dropped with it, do not come back.
   */
  private void truncate(TableId table) {
    if (open.isPresent()) {
      throw new ConnectException(
          "A transaction of the source truncates "
              + table
              + " after more changes than bufferflush.maxbytes holds. Raise it");
    }
    parts.catalog().truncate(table);
    LOG.info("Truncated {}", table);
  }

  private Commit opened() {
    if (open.isEmpty()) {
      Commit next =
          last.orElseThrow(() -> new RetriableException("The partitions are not taken over"))
              .next();
      last = Optional.empty(); // its label is used up, whatever comes of it
      open = Optional.of(next);
      transactions.loads().begin();
      transactions.opening().begin(next, owned);
    }
    return open.get();
  }

  @Override
  public void commit(Map<TopicPartition, Position> positions) {
    Commit commit = opened();
    transactions.commits().positions(commit, owned, positions);
    committing = true;
    try {
      transactions.commits().commit(commit);
    } finally {
      committing = false;
    }
    open = Optional.empty();
    last = Optional.of(commit);
    LOG.debug("Committed {}", commit.label());
  }

  @Override
  public StreamLoader trial() {
    return transactions.trial();
  }

  /** One at a time: who closes waits for a rollback under way. */
  @Override
  public synchronized void abandon() {
    Optional<Commit> left = open;
    open = Optional.empty();
    if (left.isPresent()) {
      try {
        transactions.rollback().of(left.get().label());
      } catch (ConnectException e) {
        LOG.info("Transaction {} is left to its timeout: {}", left.get().label(), e.getMessage());
      }
    }
  }

  /** A commit under way is left to StarRocks; whoever comes next finds out what became of it. */
  @Override
  public void close() {
    parts.transport().close();
    if (!committing) {
      abandon();
    }
    transactions.close();
  }
}
