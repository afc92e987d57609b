package io.dbmazz.starrocks;

import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.errant.Culprits;
import io.dbmazz.starrocks.errant.ErrantRecords;
import io.dbmazz.starrocks.load.Position;
import io.dbmazz.starrocks.load.TransactionalLoader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after the other on the thread {@code starrocks-transaction}: takes partitions
 * over, loads, commits. The task's thread gives it one thing at a time and takes up how that ended.
 */
final class TransactionWork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionWork.class);

  private final TransactionalLoader loader;
  private final Patience patience;
  private final Optional<Culprits> finder;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "starrocks-transaction");
            created.setDaemon(true);
            return created;
          });
  private Optional<CompletableFuture<Outcome>> running = Optional.empty();

  /** How a piece of work ended. */
  sealed interface Outcome permits TakenOver, Loaded, Committed, Refused, Failed {}

  /** The partitions are this task's, and these positions are where to go on. */
  record TakenOver(Map<TopicPartition, Position> positions) implements Outcome {}

  /** The batches are in the open transaction. */
  record Loaded(List<RowBatch> batches) implements Outcome {}

  /** The batches and these positions are committed. */
  record Committed(List<RowBatch> batches, Map<TopicPartition, Position> positions)
      implements Outcome {}

  /** Rows were refused; these records, which are kept elsewhere, are to be left out. */
  record Refused(List<SinkRecord> culprits) implements Outcome {}

  /** The transaction is over, committed or not. */
  record Failed(Throwable cause) implements Outcome {}

  /**
   * Works with a loader.
   *
   * @param errants takes records whose rows are refused; empty when they end the task
   */
  TransactionWork(TransactionalLoader loader, Patience patience, Optional<ErrantRecords> errants) {
    this.loader = loader;
    this.finder = errants.map(taken -> new Culprits(loader.trial(), taken));
    this.patience = patience;
  }

  boolean isBusy() {
    return running.isPresent();
  }

  void takeOver(Collection<TopicPartition> partitions) {
    Set<TopicPartition> wanted = Set.copyOf(partitions);
    start(() -> new TakenOver(loader.takeOver(wanted)));
  }

  /** Loads into the transaction, which stays open. */
  void load(List<RowBatch> batches) {
    start(
        () -> {
          loader.load(batches);
          return new Loaded(batches);
        });
  }

  /** Loads and commits. */
  void commit(List<RowBatch> batches, Map<TopicPartition, Position> positions) {
    start(
        () -> {
          try {
            return committed(batches, positions);
          } catch (DataException e) {
            loader.abandon();
            return new Refused(culprits(batches, e));
          }
        });
  }

  private Outcome committed(List<RowBatch> batches, Map<TopicPartition, Position> positions) {
    long start = System.nanoTime();
    loader.load(batches);
    loader.commit(positions);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    LOG.debug("Committed {} tables in {} ms", batches.size(), millis);
    return new Committed(batches, positions);
  }

  /** Without somebody to take them, and where trials find none, the refusal ends the task. */
  private List<SinkRecord> culprits(List<RowBatch> batches, DataException refusal) {
    List<SinkRecord> culprits = finder.map(found -> found.of(batches)).orElse(List.of());
    if (culprits.isEmpty()) {
      throw refusal;
    }
    return culprits;
  }

  private void start(Supplier<Outcome> work) {
    running = Optional.of(CompletableFuture.supplyAsync(() -> outcome(work), thread));
  }

  /** Whatever goes wrong ends up with the task. */
  @SuppressWarnings("CatchingUnchecked")
  private Outcome outcome(Supplier<Outcome> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      loader.abandon();
      return new Failed(e);
    }
  }

  /** What has ended since the last call. */
  Optional<Outcome> ended() {
    return await(Duration.ZERO);
  }

  /** Waits a while for what is under way. */
  Optional<Outcome> awaitOne() {
    return await(patience.forOne());
  }

  /** Waits for what is under way, and rolls back what it left open. */
  Optional<Outcome> finish() {
    Optional<Outcome> last = await(patience.forAll());
    if (running.isEmpty()) {
      start(
          () -> {
            loader.abandon();
            return new Loaded(List.of());
          });
      await(patience.forOne());
    }
    running = Optional.empty(); // its end changes nothing: partitions are taken over anew
    return last;
  }

  private Optional<Outcome> await(Duration longest) {
    if (running.isEmpty()) {
      return Optional.empty();
    }
    try {
      Outcome outcome = running.get().get(longest.toNanos(), TimeUnit.NANOSECONDS);
      running = Optional.empty();
      return Optional.of(outcome);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Outcomes hold what was thrown", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Lets what is under way end for a short while, then cuts it; rolls back what is open. */
  @Override
  public void close() {
    if (awaitOne().isEmpty() && isBusy()) {
      LOG.info("Cutting off the transaction under way; its rows will be loaded again");
    }
    loader.close();
    thread.shutdownNow();
  }
}
