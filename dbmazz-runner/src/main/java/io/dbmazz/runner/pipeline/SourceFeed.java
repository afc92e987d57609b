package io.dbmazz.runner.pipeline;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.runner.connect.EmbeddedSource;
import io.dbmazz.runner.connect.TransformationChain;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Polls the source one batch ahead, on a thread of its own, so that neither a poll that waits nor a
 * put that works holds up the other. Owned by the pipeline's thread; the other thread sees the
 * source and the transformations alone.
 */
final class SourceFeed {

  private static final Duration POLL_GRACE = Duration.ofSeconds(3);

  /** The source itself waits longer from attempt to attempt. */
  private static final OptionalLong SOON_MS = OptionalLong.of(200);

  private final EmbeddedSource source;
  private final TransformationChain<SourceRecord> chain;
  private final Outage outage;
  private final Clock clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "dbmazz-source");
            created.setDaemon(true);
            return created;
          });
  private Optional<Future<PolledBatch>> ahead = Optional.empty();
  private long polls;

  SourceFeed(
      EmbeddedSource source, TransformationChain<SourceRecord> chain, Outage outage, Clock clock) {
    this.source = source;
    this.chain = chain;
    this.outage = outage;
    this.clock = clock;
  }

  /** Number of the poll that began last. */
  long lastPoll() {
    return polls;
  }

  /** Whether the source fails for now. */
  boolean isFailing() {
    return outage.isOn();
  }

  /**
   * The next batch, an empty one when the source had nothing.
   *
   * @return nothing when no poll has ended within the time
   * @throws RuntimeException what the source or a transformation threw, unless it is retriable
   */
  Optional<PolledBatch> take(Duration patience) throws InterruptedException {
    if (ahead.isEmpty()) {
      if (!outage.mayTry()) {
        Thread.sleep(patience.toMillis());
        return Optional.empty();
      }
      ahead = Optional.of(pollAhead());
    }
    Optional<PolledBatch> batch = await(ahead.get(), patience);
    if (batch.isPresent()) {
      ahead = Optional.of(pollAhead());
    }
    return batch;
  }

  private Future<PolledBatch> pollAhead() {
    long number = ++polls;
    return thread.submit(
        () -> {
          List<SourceRecord> records = source.poll();
          return PolledBatch.of(number, clock.millis(), records, chain);
        });
  }

  private Optional<PolledBatch> await(Future<PolledBatch> polling, Duration patience)
      throws InterruptedException {
    try {
      PolledBatch batch = polling.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (isStreaming()) {
        outage.over();
      }
      return Optional.of(batch);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      ahead = Optional.empty();
      retryOrFail(e);
      return Optional.empty();
    }
  }

  private void retryOrFail(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (!Outage.isRetriable(cause)) {
      throw new ConnectException("Reading stopped: " + cause.getMessage(), cause);
    }
    outage.failed(cause, SOON_MS);
  }

  /** Whether the source is connected, as far as it tells: one that is not gives nothing. */
  boolean isStreaming() {
    return source.connector().metric(ConnectorMetrics.STREAMING).orElse(1) != 0;
  }

  /** Why the source fails for now. */
  Optional<String> failure() {
    return outage.told();
  }

  /** Polls no more; waits a little for a poll in progress, whose records are read again later. */
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(POLL_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      thread.shutdownNow();
    }
  }
}
