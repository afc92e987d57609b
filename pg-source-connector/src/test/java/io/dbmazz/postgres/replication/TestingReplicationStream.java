package io.dbmazz.postgres.replication;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gives the frames that a test put in, then a failure or nothing; keeps what was reported. */
final class TestingReplicationStream implements ReplicationStream {

  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private final List<StandbyStatus> reported = new ArrayList<>();
  private final Runnable whenEmpty;
  private volatile SQLException failure;
  private volatile boolean closed;

  /**
   * @param whenEmpty runs when a read finds no frame
   */
  TestingReplicationStream(Runnable whenEmpty) {
    this.whenEmpty = whenEmpty;
  }

  TestingReplicationStream send(Frame frame) {
    frames.add(frame);
    return this;
  }

  /** Makes reads fail once the frames are read. */
  void breakWith(SQLException reason) {
    failure = reason;
  }

  synchronized List<StandbyStatus> reported() {
    return List.copyOf(reported);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public Optional<Frame> read() throws SQLException {
    Frame frame = frames.poll();
    if (frame == null && failure != null) {
      throw failure;
    }
    if (frame == null) {
      whenEmpty.run();
    }
    return Optional.ofNullable(frame);
  }

  @Override
  public synchronized void report(StandbyStatus status) {
    reported.add(status);
  }

  @Override
  public Optional<Duration> serverTimeout() {
    return Optional.of(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    closed = true;
  }
}
