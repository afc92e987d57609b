package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.OffsetsTable;
import io.dbmazz.starrocks.table.OffsetsTable.Entry;
import io.dbmazz.starrocks.table.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Begins the next transaction of an owner, and makes sure that it still is the owner: the label is
 * begun once, and whoever takes over looks for it after having said so, so one of the two sees the
 * other. The front end's leader is asked first, which knows all labels; then the table, which knows
 * them for longer.
 */
final class OpenTransaction {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final TransactionClient client;
  private final OffsetsTable table;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;

  OpenTransaction(
      TransactionClient client, OffsetsTable table, Sleeper sleeper, LongSupplier nanoTime) {
    this.client = client;
    this.table = table;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins, once everything committed before can be read.
   *
   * @throws RetriableException when it is not known whether it is begun, or somebody else owns one
   *     of the partitions
   */
  void begin(Commit commit, Collection<TopicPartition> owned) {
    try {
      LoadReply reply = client.begin(commit.label());
      if (!reply.status().equalsIgnoreCase("OK")) {
        throw refusal(commit, reply);
      }
      requireNobodyTookOver(commit);
    } catch (IOException e) {
      throw new RetriableException("Transaction " + commit.label() + ": the answer was lost", e);
    }
    requireOwned(commit, owned);
  }

  private ConnectException refusal(Commit commit, LoadReply reply) {
    String message = "Transaction " + commit.label() + " cannot begin: " + Refusals.words(reply);
    Verdict verdict = Verdicts.of(reply);
    if (verdict == Verdict.DENIED || verdict == Verdict.NO_TABLE || verdict == Verdict.REFUSED) {
      return new ConnectException(
          message + ". Check starrocks.username, its password and starrocks.database.name");
    }
    client.avoidCurrent();
    return new RetriableException(message);
  }

  private void requireNobodyTookOver(Commit commit) throws IOException {
    LoadState state = client.state(commit.takenOver());
    if (state == LoadState.RUNNING || state == LoadState.COMMITTED) {
      throw lost(commit);
    }
  }

  /** Waits for the commit before: its rows may become readable some time after it. */
  private void requireOwned(Commit commit, Collection<TopicPartition> owned) {
    long start = nanoTime.getAsLong();
    while (!isReadable(commit, owned)) {
      if (nanoTime.getAsLong() - start > LONGEST.toNanos()) {
        throw new RetriableException(
            "What was committed before "
                + commit.label()
                + " does not become readable in "
                + table.id());
      }
      sleeper.sleepFor(LOOK, "offsets in " + table.id());
    }
  }

  private boolean isReadable(Commit commit, Collection<TopicPartition> owned) {
    Map<TopicPartition, Entry> entries = table.read(owned);
    boolean readable = true;
    for (TopicPartition partition : owned) {
      Entry entry = entries.get(partition);
      if (entry == null || !entry.chain().equals(commit.chain().name())) {
        throw lost(commit);
      }
      readable &= entry.number() == commit.number() - 1;
    }
    return readable;
  }

  private static RetriableException lost(Commit commit) {
    return new RetriableException(
        "Transaction "
            + commit.label()
            + " is given up: somebody else has taken over its partitions. Two connectors of one"
            + " name and database must not run");
  }
}
