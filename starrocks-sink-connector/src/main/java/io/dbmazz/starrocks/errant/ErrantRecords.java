package io.dbmazz.starrocks.errant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Hands records that cannot be loaded to the worker's reporter (KIP-610) and waits until it has
 * kept them. The reporter is made for several threads.
 */
public final class ErrantRecords {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ErrantRecordReporter reporter;
  private final Duration longestWait;

  ErrantRecords(ErrantRecordReporter reporter, Duration longestWait) {
    this.reporter = reporter;
    this.longestWait = longestWait;
  }

  /**
   * A record and why it cannot be loaded.
   *
   * @param record as the task was given it
   * @param reason names table, column where known and rule, never a value
   */
  public record Errant(SinkRecord record, DataException reason) {}

  /** Those of the worker; empty when it has no reporter: before Kafka 2.6, or none configured. */
  public static Optional<ErrantRecords> of(SinkTaskContext context) {
    try {
      return Optional.ofNullable(context.errantRecordReporter())
          .map(reporter -> new ErrantRecords(reporter, LONGEST_WAIT));
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      return Optional.empty(); // the way that KIP-610 says to recognise an older worker
    }
  }

  /**
   * Returns when all of the records are kept elsewhere. Killed before their offsets are committed:
   * they are reported again.
   *
   * @throws ConnectException when errors are not tolerated, or the records were not kept
   */
  public void report(List<Errant> errants) {
    List<Future<Void>> kept = new ArrayList<>(errants.size());
    errants.forEach(errant -> kept.add(reporter.report(errant.record(), errant.reason())));
    long deadline = System.nanoTime() + longestWait.toNanos();
    for (Future<Void> one : kept) {
      await(one, deadline);
    }
  }

  private void await(Future<Void> kept, long deadline) {
    try {
      kept.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw notKept("failed", e.getCause());
    } catch (TimeoutException e) {
      throw notKept("did not end within " + longestWait.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notKept("was cut off", e);
    }
  }

  private static ConnectException notKept(String how, Throwable cause) {
    return new ConnectException(
        "Reporting a record that cannot be loaded "
            + how
            + "; nothing behind it is acknowledged. Check the topic named by"
            + " errors.deadletterqueue.topic.name",
        cause);
  }
}
