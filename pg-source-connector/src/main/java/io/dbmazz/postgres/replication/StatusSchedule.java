package io.dbmazz.postgres.replication;

import io.dbmazz.postgres.replication.StandbyStatus.Reply;
import io.dbmazz.record.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides when the server hears from us and what, and when its silence means that it is gone. Used
 * by the WAL reader alone.
 */
final class StatusSchedule {

  /** A confirmation does not wait for the interval, but many small ones share a message. */
  private static final long CONFIRMATION_NANOS = Duration.ofMillis(100).toNanos();

  /** The server may be busy decoding, so its own time-out is doubled before it counts as gone. */
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(60);

  private final long intervalNanos;
  private final long silenceNanos;
  private final LongSupplier nanoTime;
  private long sentAt;
  private long heardAt;
  private boolean heardSinceSent = true;
  private Lsn confirmedSent = Lsn.ZERO;

  /**
   * @param longest time between two status updates that the user wants
   * @param serverTimeout {@code wal_sender_timeout}; empty when it is off
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  StatusSchedule(Duration longest, Optional<Duration> serverTimeout, LongSupplier nanoTime) {
    long third = serverTimeout.map(timeout -> timeout.toNanos() / 3).orElse(Long.MAX_VALUE);
    intervalNanos = Math.min(longest.toNanos(), third);
    Duration doubled = serverTimeout.map(timeout -> timeout.multipliedBy(2)).orElse(Duration.ZERO);
    silenceNanos = Math.max(SHORTEST_SILENCE.toNanos(), doubled.toNanos());
    this.nanoTime = nanoTime;
    heardAt = nanoTime.getAsLong();
    sentAt = heardAt - intervalNanos;
  }

  /** A frame arrived, or frames were not asked for because there was no room for them. */
  void heard() {
    heardAt = nanoTime.getAsLong();
    heardSinceSent = true;
  }

  /** The update to send now, if one is due. After a silent interval it asks for an answer. */
  Optional<StandbyStatus> due(Lsn received, Lsn confirmed) {
    long waited = nanoTime.getAsLong() - sentAt;
    boolean news = confirmed.isAfter(confirmedSent);
    if (waited < intervalNanos && !(news && waited >= CONFIRMATION_NANOS)) {
      return Optional.empty();
    }
    Reply reply = heardSinceSent ? Reply.NOT_NEEDED : Reply.REQUESTED;
    return Optional.of(sent(new StandbyStatus(received, confirmed, reply)));
  }

  /**
   * The answer to a keepalive that asks for one. What the slot has been told is not repeated: the
   * field is left at 0/0, which the server ignores for the slot but which lets it end a fast
   * shutdown without waiting until everything is confirmed (walsender.c, WalSndDone).
   */
  StandbyStatus answer(Lsn received, Lsn confirmed) {
    Lsn news = confirmed.isAfter(confirmedSent) ? confirmed : Lsn.ZERO;
    return sent(new StandbyStatus(received, news, Reply.NOT_NEEDED));
  }

  private StandbyStatus sent(StandbyStatus status) {
    sentAt = nanoTime.getAsLong();
    heardSinceSent = false;
    confirmedSent = Lsn.max(confirmedSent, status.confirmed());
    return status;
  }

  /** How long nothing has to be sent, confirmations aside. */
  Duration untilDue() {
    return Duration.ofNanos(Math.max(0, intervalNanos - (nanoTime.getAsLong() - sentAt)));
  }

  /** Empty, or how long the server has been silent although it was asked to answer. */
  Optional<Duration> tooLongSilent() {
    long silent = nanoTime.getAsLong() - heardAt;
    return silent > silenceNanos ? Optional.of(Duration.ofNanos(silent)) : Optional.empty();
  }
}
