package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.load.LoadFailedException.Kind;
import io.dbmazz.starrocks.table.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a load again, with the same label and bytes, while its failure is one that time may cure;
 * everything else is thrown at once. Used by several loader threads.
 *
 * <p>A load that StarRocks may still commit is not let go when the tries are used up: its rows
 * would come again in another batch, and the old ones could be committed after the new. It is
 * followed until StarRocks itself gives it up.
 */
final class RetryingLoad implements LoadStep {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingLoad.class);

  private static final int CROWDED_AHEAD = 2;

  private final LoadStep once;
  private final Policy policy;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final LoadCounters counters;

  /**
   * When to try again.
   *
   * @param maxRetries after the first try
   * @param backoff pauses between tries
   * @param settling how long StarRocks may still commit a load that nobody knows of
   */
  record Policy(int maxRetries, Backoff backoff, Duration settling) {}

  RetryingLoad(
      LoadStep once, Policy policy, Sleeper sleeper, LongSupplier nanoTime, LoadCounters counters) {
    this.once = once;
    this.policy = policy;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
    this.counters = counters;
  }

  @Override
  public void load(LoadRequest request) {
    List<LoadFailedException> failures = new ArrayList<>();
    long start = nanoTime.getAsLong();
    while (true) {
      try {
        once.load(request);
        return;
      } catch (LoadFailedException e) {
        failures.add(e);
        if (e.kind() == Kind.CROWDED) {
          counters.crowded(request.table().id());
        }
        if (isFinal(failures, nanoTime.getAsLong() - start)) {
          throw exhausted(failures);
        }
        pause(request, failures);
      }
    }
  }

  private boolean isFinal(List<LoadFailedException> failures, long elapsedNanos) {
    boolean unsettled =
        failures.stream().anyMatch(failure -> failure.kind() == Kind.UNSETTLED)
            && elapsedNanos < policy.settling().toNanos();
    return failures.size() > policy.maxRetries() && !unsettled;
  }

  private void pause(LoadRequest request, List<LoadFailedException> failures) {
    LoadFailedException last = failures.get(failures.size() - 1);
    // Compaction takes its time, and a try that comes too soon takes some of it.
    int ahead = last.kind() == Kind.CROWDED ? CROWDED_AHEAD : 0;
    Duration pause = policy.backoff().after(failures.size() - 1 + ahead);
    String message = last.getMessage();
    LOG.warn("{}; trying again in {} ms", message, pause.toMillis());
    counters.retried();
    sleeper.sleepFor(pause, request.toString());
  }

  /** The last failure with all earlier ones; a reason that nobody knows is not tried for ever. */
  private static ConnectException exhausted(List<LoadFailedException> failures) {
    LoadFailedException last = failures.remove(failures.size() - 1);
    failures.forEach(last::addSuppressed);
    String message = last.getMessage() + " (failed " + (failures.size() + 1) + " times)";
    return last.kind() == Kind.UNEXPECTED
        ? new ConnectException(message, last)
        : new RetriableException(message, last);
  }
}
