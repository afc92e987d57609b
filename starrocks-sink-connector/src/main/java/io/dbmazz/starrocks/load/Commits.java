package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.table.OffsetsTable;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.TableCatalog;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Ends transactions with the positions they reach, and finds out what became of a commit. */
final class Commits {

  private static final Pattern FAILED_TABLE = Pattern.compile("Failed to load table ([^:]+):");
  private static final Pattern TRACKING = Pattern.compile("tracking_url: *(\\S+)");
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int MOST_LOOKS = 50;

  private final TransactionClient client;
  private final TableCatalog catalog;
  private final OffsetsTable table;
  private final OffsetRows rows;
  private final LoadHeaders headers;
  private final TableLoads loads;
  private final Sleeper sleeper;

  Commits(TakeOver.Parts parts, TransactionClient client, TableLoads loads, Sleeper sleeper) {
    this.client = client;
    this.catalog = parts.catalog();
    this.table = parts.table();
    this.rows = parts.rows();
    this.headers = parts.headers();
    this.loads = loads;
    this.sleeper = sleeper;
  }

  /** Puts the positions into the transaction. */
  void positions(
      Commit commit, Collection<TopicPartition> owned, Map<TopicPartition, Position> positions) {
    loads.send(request(commit, rows.positions(owned, positions, commit)));
  }

  private LoadRequest request(Commit commit, Body body) {
    return new LoadRequest(
        catalog.table(table.id()), commit.label(), headers.wholeRows(commit.label()), body);
  }

  /**
   * Commits, and asks for the state of the label when the answer leaves doubt. Killed here: the
   * label's state and the offsets table tell the next process.
   *
   * @throws RetriableException when it was rolled back, or nobody knows
   */
  void commit(Commit commit) {
    LoadReply reply;
    try {
      reply = client.commit(commit.label());
    } catch (IOException e) {
      settle(commit, "the answer to its commit was lost", Optional.of(e));
      return;
    }
    switch (Verdicts.of(reply)) {
      case LOADED -> {}
      case BAD_ROWS -> throw refused(commit, reply);
      default -> settle(commit, Refusals.words(reply), Optional.empty());
    }
  }

  private void settle(Commit commit, String doubt, Optional<IOException> cause) {
    String message = "Transaction " + commit.label() + ": " + doubt;
    try {
      for (int i = 0; i < MOST_LOOKS; i++) {
        LoadState state = client.state(commit.label());
        if (state == LoadState.COMMITTED) {
          return;
        }
        if (state != LoadState.RUNNING) {
          break; // rolled back, or still open for all that is known: taking over shows
        }
        sleeper.sleepFor(LOOK, message);
      }
    } catch (IOException e) {
      cause.ifPresent(e::addSuppressed);
      throw new RetriableException(message + ", and its state is not told", e);
    }
    client.avoidCurrent();
    throw new RetriableException(message, cause.orElse(null));
  }

  /** Names the table in which rows are refused; StarRocks tells with the commit. */
  private ConnectException refused(Commit commit, LoadReply reply) {
    Matcher named = FAILED_TABLE.matcher(reply.message());
    Matcher tracking = TRACKING.matcher(reply.message());
    if (!named.find()) {
      return new ConnectException(
          "Transaction " + commit.label() + " is refused: " + Refusals.words(reply));
    }
    LoadRequest request =
        new LoadRequest(
            catalog.table(client.table(named.group(1).trim())),
            commit.label(),
            Map.of(),
            new Body(new byte[0], 0));
    LoadReply detailed =
        new LoadReply(
            reply.httpStatus(),
            reply.status(),
            reply.message(),
            reply.existingJob(),
            tracking.find() ? Optional.of(tracking.group(1)) : reply.errorUrl(),
            reply.droppedRows());
    return loads.refusal(Verdict.BAD_ROWS, request, detailed);
  }
}
