package io.dbmazz.runner.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that may fail and is then tried again, ever later. Tells the log and the status when it
 * begins, changes and is over, not at every attempt. Owned by the pipeline's thread.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final long NEVER = Long.MIN_VALUE;

  private final String what;
  private final StatusBoard board;
  private final LongSupplier nanos;
  private final long toleratedNanos;
  private long waitNanos;
  private long retryAt;
  private boolean on;
  private long since;
  private long lastFailure = NEVER;
  private String told = "";

  /** Something whose first failure is worth telling. */
  Outage(String what, StatusBoard board, LongSupplier nanos) {
    this(what, board, nanos, Duration.ZERO);
  }

  /**
   * Something that may fail in the ordinary course of things.
   *
   * @param tolerated how long it may fail before that is told
   */
  Outage(String what, StatusBoard board, LongSupplier nanos, Duration tolerated) {
    this.what = what;
    this.board = board;
    this.nanos = nanos;
    this.toleratedNanos = tolerated.toNanos();
  }

  /** Whether time may cure the failure. */
  static boolean isRetriable(Throwable failure) {
    return failure instanceof RetriableException
        || failure instanceof org.apache.kafka.common.errors.RetriableException;
  }

  boolean isOn() {
    return on;
  }

  /** Whether it works, or the time of the next attempt has come. */
  boolean mayTry() {
    return !on || nanos.getAsLong() - retryAt >= 0;
  }

  void failed(Throwable failure) {
    failed(failure, OptionalLong.empty());
  }

  /**
   * Notes a failure.
   *
   * @param waitMs how long to wait before the next attempt; empty for twice as long as last time
   */
  void failed(Throwable failure, OptionalLong waitMs) {
    long now = nanos.getAsLong();
    since = isOver(now) ? now : since;
    lastFailure = now;
    on = true;
    if (now - since >= toleratedNanos) {
      tell(failure);
    }
    waitNanos = waitNanos == 0 ? FIRST.toNanos() : Math.min(waitNanos * 2, LONGEST.toNanos());
    long wait = waitMs.isPresent() ? Duration.ofMillis(waitMs.getAsLong()).toNanos() : waitNanos;
    retryAt = now + wait;
  }

  /** What was told last; empty when it works. */
  Optional<String> told() {
    return told.isEmpty() ? Optional.empty() : Optional.of(told);
  }

  private void tell(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (!message.equals(told)) {
      LOG.warn("{} is tried again: {}", what, message);
      LOG.debug("{} failed", what, failure);
      told = message;
      board.trouble(what, message);
    }
  }

  /** Notes a success. What may fail in the ordinary course of things is over after a while. */
  void over() {
    on = false;
    waitNanos = 0;
    if (!told.isEmpty() && isOver(nanos.getAsLong())) {
      LOG.info("{} works again", what);
      board.troubleOver(what);
      told = "";
    }
  }

  private boolean isOver(long now) {
    return !on && (lastFailure == NEVER || now - lastFailure >= toleratedNanos);
  }
}
