package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One connection's life: frames into chunks, status updates when due. Reading and reporting share
 * the WAL reader's thread, which never waits for room in the queue longer than until the next
 * update is due; so the server hears from us however slow the sink is, and the driver's connection
 * has one user.
 */
final class SlotSession {

  /** Empty reads, of a millisecond each, before an idle connection is asked less often. */
  private static final int EAGER_READS = 200;

  private static final long IDLE_PAUSE_MILLIS = 4;

  private final ReplicationStream stream;
  private final WalQueue queue;
  private final ConfirmedLsn confirmed;
  private final StatusSchedule schedule;
  private final ChunkBuilder chunk;
  private final CountDownLatch stop;
  private Lsn received;
  private int emptyReads;

  /**
   * @param number which connection this is, from 1
   * @param shared with other threads; its latch ends the session
   */
  SlotSession(long number, ReplicationStream stream, StatusSchedule schedule, ReaderState shared) {
    this.stream = stream;
    this.queue = shared.queue();
    this.confirmed = shared.confirmed();
    this.schedule = schedule;
    this.chunk = new ChunkBuilder(number, queue.limits());
    this.stop = shared.stop();
    this.received = confirmed.get();
  }

  /** Runs until stopped; the last thing sent is what has been confirmed by then. */
  void run() throws SQLException, InterruptedException {
    while (stop.getCount() > 0) {
      reportIfDue();
      Optional<Frame> frame = stream.read();
      if (frame.isPresent()) {
        emptyReads = 0;
        schedule.heard();
        accept(frame.get());
      } else {
        idle();
      }
    }
    stream.report(new StandbyStatus(received, confirmed.get(), StandbyStatus.Reply.NOT_NEEDED));
  }

  private void accept(Frame frame) throws SQLException, InterruptedException {
    if (frame instanceof WalData data) {
      received = Lsn.max(received, data.start());
      if (chunk.isTooFullFor(data)) {
        handOver();
      }
      chunk.add(data);
      return;
    }
    Keepalive keepalive = (Keepalive) frame;
    received = Lsn.max(received, keepalive.walEnd());
    chunk.add(keepalive);
    if (keepalive.replyRequested()) {
      stream.report(schedule.answer(received, confirmed.get()));
    }
  }

  private void idle() throws SQLException, InterruptedException {
    if (!chunk.isEmpty()) {
      handOver();
    }
    Optional<Duration> silence = schedule.tooLongSilent();
    if (silence.isPresent()) {
      throw new SQLTransientConnectionException(
          "PostgreSQL has not answered for " + silence.get().toSeconds() + " s", "08006");
    }
    if (++emptyReads > EAGER_READS) {
      stop.await(IDLE_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void handOver() throws SQLException, InterruptedException {
    WalChunk full = chunk.take();
    if (queue.offer(full, Duration.ZERO)) {
      return;
    }
    while (stop.getCount() > 0 && !queue.offer(full, patience())) {
      schedule.heard();
      reportIfDue();
    }
  }

  /** Short enough for a confirmation or a stop to be noticed soon. */
  private Duration patience() {
    Duration due = schedule.untilDue();
    Duration soon = Duration.ofMillis(200);
    return due.compareTo(soon) < 0 ? due : soon;
  }

  private void reportIfDue() throws SQLException {
    Optional<StandbyStatus> status = schedule.due(received, confirmed.get());
    if (status.isPresent()) {
      stream.report(status.get());
    }
  }
}
