package io.dbmazz.postgres.replication;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps the slot's connection: opens it, reads it into a bounded queue, opens it
 * again when it is lost. The task's thread polls; any thread may close and ask for the gauges.
 */
public final class WalReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WalReader.class);

  private enum Phase {
    OPENING,
    STREAMING
  }

  private final StreamOpener opener;
  private final ReaderSettings settings;
  private final ReaderState shared;
  private final Backoff backoff;
  private final Thread thread;
  private final CountDownLatch firstOutcome = new CountDownLatch(1);
  private final AtomicReference<RetriableException> attemptFailure = new AtomicReference<>();
  private final AtomicReference<ConnectException> fatal = new AtomicReference<>();
  private volatile ReplicationStream open;
  private final LongSupplier nanoTime;
  private long sessions;

  /**
   * @param opener its streams are opened and used by the reader's thread alone
   * @param confirmed what to report to the server
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public WalReader(
      StreamOpener opener, ConfirmedLsn confirmed, ReaderSettings settings, LongSupplier nanoTime) {
    this.opener = opener;
    this.settings = settings;
    this.nanoTime = nanoTime;
    WalQueue queue = new WalQueue(settings.queue());
    this.shared = new ReaderState(queue, confirmed, new CountDownLatch(1));
    this.backoff = new Backoff(settings.retries());
    this.thread = new Thread(this::run, settings.threadName());
    this.thread.setDaemon(true);
  }

  /**
   * Starts the thread and waits until it streams, has failed once, or {@code patience} is over;
   * later outcomes come through {@link #poll}.
   *
   * @throws ConnectException when someone has to act before streaming can start
   */
  public void start(Duration patience) throws InterruptedException {
    thread.start();
    firstOutcome.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    throwIfEnded();
  }

  /**
   * The next chunk; empty when none came within {@code patience}.
   *
   * @throws RetriableException once for each connection that could not be made; the reader goes on
   *     trying
   * @throws ConnectException when the reader has ended, after all that it read was polled
   */
  public Optional<WalChunk> poll(Duration patience) throws InterruptedException {
    Optional<WalChunk> chunk = shared.queue().poll(patience);
    if (chunk.isPresent()) {
      return chunk;
    }
    check();
    return Optional.empty();
  }

  /** The next chunk if there is one; leaves failures to {@link #poll}. */
  public Optional<WalChunk> pollNow() throws InterruptedException {
    return shared.queue().poll(Duration.ZERO);
  }

  /**
   * What {@link #poll} would throw, for whoever polls something else for now.
   *
   * @throws RetriableException once for each connection that could not be made
   * @throws ConnectException when the reader has ended
   */
  public void check() {
    throwIfEnded();
    RetriableException failure = attemptFailure.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * What is left of opening may take hours, and nothing speaks against it: {@link #start} need not
   * wait for its end.
   */
  public void underWay() {
    firstOutcome.countDown();
  }

  private void throwIfEnded() {
    ConnectException failure = fatal.get();
    if (failure != null) {
      throw failure;
    }
  }

  /** Whether a connection is streaming now. */
  public boolean isStreaming() {
    return open != null;
  }

  /** Messages read and not yet polled. */
  public long queuedMessages() {
    return shared.queue().queuedMessages();
  }

  /** Bytes of heap that those messages hold, by estimate. */
  public long queuedBytes() {
    return shared.queue().queuedBytes();
  }

  private void run() {
    try {
      while (shared.stop().getCount() > 0) {
        attempt();
      }
    } catch (InterruptedException e) {
      LOG.debug("{} interrupted", settings.threadName());
    } catch (ConnectException e) {
      fatal.set(e);
    } catch (RuntimeException | Error e) {
      fatal.set(new ConnectException("The WAL reader died: " + e, e));
      throw e;
    } finally {
      firstOutcome.countDown();
      shared.queue().wake();
    }
  }

  private void attempt() throws InterruptedException {
    long startedAt = nanoTime.getAsLong();
    long sessionsBefore = sessions;
    try {
      stream();
    } catch (SQLException | RuntimeException e) {
      backoff.lasted(Duration.ofNanos(nanoTime.getAsLong() - startedAt));
      if (shared.stop().getCount() > 0) {
        failed(e, sessions > sessionsBefore ? Phase.STREAMING : Phase.OPENING);
      }
    } finally {
      open = null;
    }
  }

  private void stream() throws SQLException, InterruptedException {
    try (ReplicationStream stream = opener.open()) {
      open = stream;
      sessions++;
      attemptFailure.set(null);
      LOG.info("{} is streaming, connection {}", settings.threadName(), sessions);
      firstOutcome.countDown();
      StatusSchedule schedule =
          new StatusSchedule(settings.statusInterval(), stream.serverTimeout(), nanoTime);
      new SlotSession(sessions, stream, schedule, shared).run();
    }
  }

  /** Decides what a failure means; returns when it is time for the next attempt. */
  private void failed(Exception failure, Phase phase) throws InterruptedException {
    backoff.failed();
    if (!StreamFailure.isCurable(failure) || backoff.isExhausted()) {
      throw StreamFailure.ending(failure, backoff.isExhausted() ? backoff.failures() : 1);
    }
    if (phase == Phase.STREAMING) {
      LOG.warn("Replication connection lost, connecting again: {}", failure.toString());
      LOG.debug("Replication connection lost", failure);
    }
    report(failure, phase);
    firstOutcome.countDown();
    shared.stop().await(backoff.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Losing a stream once is what happens; losing it each time looks like idleness from outside. */
  private void report(Exception failure, Phase phase) {
    if (phase == Phase.OPENING) {
      attemptFailure.set(StreamFailure.curable(failure));
      shared.queue().wake();
    } else if (backoff.failures() > 1) {
      attemptFailure.set(StreamFailure.lostAgain(failure, backoff.failures()));
      shared.queue().wake();
    }
  }

  /**
   * Ends the thread: in order, with a last status update, when it is reading; otherwise by closing
   * its connection.
   */
  @Override
  public void close() {
    shared.stop().countDown();
    shared.queue().wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
      if (thread.isAlive()) {
        interruptIo();
        thread.join(TimeUnit.SECONDS.toMillis(3));
      }
    } catch (InterruptedException e) {
      interruptIo();
      Thread.currentThread().interrupt();
    }
  }

  private void interruptIo() {
    opener.cancel();
    ReplicationStream stuck = open;
    if (stuck != null) {
      stuck.close();
    }
  }
}
