package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.table.OffsetsTable;
import io.dbmazz.starrocks.table.OffsetsTable.Entry;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.TableCatalog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Becomes the owner of partitions. The row of a partition names the only label that its owner can
 * commit next; whoever takes over rolls that transaction back and commits, under a label derived
 * from it, that the row is now its own. Of several that try, one gets the label.
 *
 * <p>The rollback is repeated after that commit: a transaction that the former owner began before
 * it is rolled back, and one that it begins after it is given up when it looks for the label
 * ({@link OpenTransaction}). A position read together with one's own chain is therefore final.
 */
final class TakeOver {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final TableCatalog catalog;
  private final OffsetsTable table;
  private final OffsetRows rows;
  private final Rollback rollback;
  private final LoadStep step;
  private final LoadHeaders headers;
  private final Supplier<Chain> chains;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;

  /** What takes over, and how it waits. */
  record Parts(
      TableCatalog catalog,
      OffsetsTable table,
      OffsetRows rows,
      LoadStep step,
      LoadHeaders headers) {}

  TakeOver(
      Parts parts,
      Rollback rollback,
      Supplier<Chain> chains,
      Sleeper sleeper,
      LongSupplier nanoTime) {
    this.catalog = parts.catalog();
    this.table = parts.table();
    this.rows = parts.rows();
    this.step = parts.step();
    this.headers = parts.headers();
    this.rollback = rollback;
    this.chains = chains;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /**
   * What is owned.
   *
   * @param chain of the owner, which has committed nothing yet
   * @param entries rows of the partitions; all of them, all of this chain
   */
  record Owned(Chain chain, Map<TopicPartition, Entry> entries) {}

  /**
   * Returns when the partitions are owned.
   *
   * @throws RetriableException when others go on for so long, or what they committed does not
   *     become readable
   */
  Owned of(Collection<TopicPartition> partitions) {
    long start = nanoTime.getAsLong();
    Chain chain = chains.get();
    for (int round = 0; nanoTime.getAsLong() - start < LONGEST.toNanos(); round++) {
      Map<TopicPartition, Entry> entries = table.read(partitions);
      Map<Optional<Commit>, Set<TopicPartition>> others = others(partitions, entries, chain);
      if (others.isEmpty()) {
        return new Owned(chain, entries);
      }
      if (round > 1) {
        sleeper.sleepFor(LOOK, "offsets in " + table.id()); // not readable yet
      }
      if (!take(others, chain)) {
        // Something was committed meanwhile. Only a chain that is read later than that shows it.
        chain = chains.get();
      }
    }
    throw new RetriableException(
        "Somebody else commits offsets of connector "
            + table.connector()
            + " in "
            + table.id()
            + ", or they do not become readable; trying again. Two connectors of one name and"
            + " database must not run");
  }

  /** Partitions that are not the chain's, by the commit that their owner may do next. */
  private static Map<Optional<Commit>, Set<TopicPartition>> others(
      Collection<TopicPartition> partitions, Map<TopicPartition, Entry> entries, Chain own) {
    return partitions.stream()
        .filter(partition -> !isOf(entries.get(partition), own))
        .collect(
            Collectors.groupingBy(
                partition ->
                    Optional.ofNullable(entries.get(partition))
                        .map(e -> new Commit(new Chain(e.chain()), e.number()).next()),
                Collectors.toSet()));
  }

  private static boolean isOf(Entry entry, Chain chain) {
    return entry != null && entry.chain().equals(chain.name());
  }

  private boolean take(Map<Optional<Commit>, Set<TopicPartition>> others, Chain chain) {
    boolean clean = true;
    for (Map.Entry<Optional<Commit>, Set<TopicPartition>> group : others.entrySet()) {
      clean &= take(group.getKey(), group.getValue(), chain);
    }
    return clean;
  }

  /** Whether nothing was committed by the former owner while the partitions were taken. */
  private boolean take(Optional<Commit> next, Set<TopicPartition> partitions, Chain chain) {
    if (next.isEmpty()) {
      claim(chain.takeOver(0), new HashMap<>(), partitions, chain);
      return true;
    }
    Commit commit = next.get();
    if (!rollback.of(commit.label())) {
      return false;
    }
    Map<String, Commit> left = new HashMap<>();
    table.keysOf(commit.chain().name()).forEach(key -> left.put(key, commit));
    claim(commit.takenOver(), left, partitions, chain);
    return rollback.of(commit.label());
  }

  /**
   * Another one may have the label; reading shows.
   *
   * @param left rows of the former owner, whose next label is another one from now on
   */
  private void claim(
      Label label, Map<String, Commit> left, Set<TopicPartition> partitions, Chain chain) {
    Set<String> own = new HashSet<>();
    partitions.forEach(partition -> own.add(table.key(partition)));
    own.forEach(key -> left.put(key, new Commit(chain, 0)));
    Body body = rows.chains(left);
    step.load(
        new LoadRequest(
            catalog.table(table.id()),
            label,
            headers.partialUpdate(label, OffsetRows.CHAIN_COLUMNS),
            body));
    LOG.debug("{} took over {} by {}", chain.name(), partitions, label);
  }
}
