package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.replication.StandbyStatus.Reply;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SlotSessionTest {

  private static final Lsn CONFIRMED = new Lsn(0x50);
  private static final Lsn SERVER_END = new Lsn(0x90);

  private final TestingClock clock = new TestingClock();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ConfirmedLsn confirmed = new ConfirmedLsn();
  private final WalQueue queue = new WalQueue(new QueueLimits(4, 1_000));
  private final StatusSchedule schedule =
      new StatusSchedule(Duration.ofSeconds(10), Optional.of(Duration.ofMinutes(1)), clock);

  private void run(TestingReplicationStream stream) throws SQLException, InterruptedException {
    new SlotSession(1, stream, schedule, new ReaderState(queue, confirmed, stop)).run();
  }

  private static WalData message(int lsn) {
    return new WalData(new Lsn(lsn), ByteBuffer.allocate(1));
  }

  @Test
  @DisplayName("Loss scenario 4: a keepalive that asks for a reply does not get the server's end")
  void requestedReplyNeverConfirmsTheServersEnd() throws SQLException, InterruptedException {
    confirmed.advanceTo(CONFIRMED);
    TestingReplicationStream stream =
        new TestingReplicationStream(stop::countDown).send(new Keepalive(SERVER_END, true));

    run(stream);

    assertThat(stream.reported())
        .containsExactly(
            new StandbyStatus(CONFIRMED, CONFIRMED, Reply.NOT_NEEDED),
            new StandbyStatus(SERVER_END, Lsn.ZERO, Reply.NOT_NEEDED),
            new StandbyStatus(SERVER_END, CONFIRMED, Reply.NOT_NEEDED));
  }

  @Test
  void keepaliveThatDoesNotAskIsNotAnswered() throws SQLException, InterruptedException {
    TestingReplicationStream stream = new TestingReplicationStream(stop::countDown);
    for (int i = 0; i < 1_000; i++) {
      stream.send(new Keepalive(SERVER_END, false));
    }

    run(stream);

    assertThat(stream.reported()).as("the first and the last").hasSize(2);
  }

  @Test
  void messagesThatArriveTogetherTravelTogether() throws SQLException, InterruptedException {
    WalQueue wide = new WalQueue(new QueueLimits(100, 10_000));
    TestingReplicationStream stream =
        new TestingReplicationStream(stop::countDown)
            .send(message(1))
            .send(message(2))
            .send(new Keepalive(SERVER_END, false));

    new SlotSession(1, stream, schedule, new ReaderState(wide, confirmed, stop)).run();

    WalChunk chunk = wide.poll(Duration.ZERO).orElseThrow();
    assertThat(chunk.messages()).extracting(WalData::start).containsExactly(new Lsn(1), new Lsn(2));
    assertThat(chunk.idleEnd()).isEqualTo(SERVER_END);
  }

  @Test
  void statusGoesOutWhileTheQueueIsFull() throws Exception {
    for (int i = 0; i < 4; i++) {
      queue.offer(new WalChunk(1, List.of(message(1)), 1, Lsn.ZERO), Duration.ZERO);
    }
    TestingReplicationStream stream =
        new TestingReplicationStream(() -> {}).send(message(1)).send(message(2));
    TestingThread session = TestingThread.start(() -> run(stream));
    TestingThread.await(() -> stream.reported().size() == 1);

    clock.pass(Duration.ofSeconds(10));
    TestingThread.await(() -> stream.reported().size() == 2);

    assertThat(queue.queuedMessages()).isEqualTo(4);
    stop.countDown();
    session.join();
  }

  @Test
  void silentServerCountsAsLost() {
    TestingReplicationStream stream =
        new TestingReplicationStream(() -> clock.pass(Duration.ofSeconds(1)));

    assertThatThrownBy(() -> run(stream))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("PostgreSQL has not answered for 121 s");
    assertThat(stream.reported()).extracting(StandbyStatus::reply).contains(Reply.REQUESTED);
  }
}
