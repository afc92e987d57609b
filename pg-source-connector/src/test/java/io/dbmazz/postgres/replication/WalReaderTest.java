package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class WalReaderTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final WalData MESSAGE = new WalData(new Lsn(1), ByteBuffer.allocate(1));

  private static WalReader reader(int maxRetries, Outcome... outcomes) {
    return new WalReader(
        new ScriptedOpener(new ArrayDeque<>(List.of(outcomes))),
        new ConfirmedLsn(),
        new ReaderSettings(
            "reader-under-test",
            Duration.ofSeconds(10),
            new QueueLimits(100, 1_000),
            new RetryLimits(maxRetries, Duration.ofMillis(100))),
        System::nanoTime);
  }

  @FunctionalInterface
  private interface Outcome {
    ReplicationStream get() throws SQLException;
  }

  /** Opens what the test has written down, the last of it again and again. */
  private record ScriptedOpener(Queue<Outcome> outcomes) implements StreamOpener {
    @Override
    public ReplicationStream open() throws SQLException {
      Outcome outcome = outcomes.size() > 1 ? outcomes.poll() : outcomes.peek();
      return outcome.get();
    }

    @Override
    public void cancel() {}
  }

  private static Outcome failing(SQLException failure) {
    return () -> {
      throw failure;
    };
  }

  private static Outcome stating(ConnectException failure) {
    return () -> {
      throw failure;
    };
  }

  private static TestingReplicationStream stream() {
    return new TestingReplicationStream(Thread::onSpinWait).send(MESSAGE);
  }

  private static WalChunk chunk(WalReader reader) throws InterruptedException {
    Optional<WalChunk> chunk = Optional.empty();
    while (chunk.isEmpty()) {
      chunk = reader.poll(LONG);
    }
    return chunk.get();
  }

  @Test
  void refusalFailsTheStart() {
    ConnectException refusal = new ConnectException("wal_level is 'replica'");
    try (WalReader reader = reader(-1, stating(refusal))) {
      assertThatThrownBy(() -> reader.start(LONG)).isSameAs(refusal);
    }
  }

  @Test
  void whatTimeMayCureIsReportedByPollAndTriedAgain() throws InterruptedException {
    RetriableException refused = new RetriableException("connection refused");
    try (WalReader reader = reader(-1, stating(refused), WalReaderTest::stream)) {
      reader.start(LONG);

      TestingThread.await(reader::isStreaming);
      assertThat(chunk(reader).messages()).containsExactly(MESSAGE);
    }
  }

  @Test
  void eachFailedAttemptIsReportedOnce() throws InterruptedException {
    RetriableException refused = new RetriableException("connection refused");
    try (WalReader reader = reader(-1, stating(refused))) {
      reader.start(LONG);

      assertThatThrownBy(() -> reader.poll(LONG)).isSameAs(refused);
      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.poll(LONG);
                }
              })
          .isSameAs(refused);
    }
  }

  @Test
  void lostConnectionBeginsANewSession() throws InterruptedException {
    TestingReplicationStream first = stream();
    try (WalReader reader = reader(-1, () -> first, WalReaderTest::stream)) {
      reader.start(LONG);
      TestingThread.await(() -> reader.queuedMessages() == 1);
      first.breakWith(new SQLException("connection reset", "08006"));

      assertThat(chunk(reader).session()).isEqualTo(1);
      assertThat(chunk(reader).session()).isEqualTo(2);
      assertThat(first.isClosed()).isTrue();
    }
  }

  @Test
  void streamThatIsLostEachTimeIsReported() throws InterruptedException {
    TestingReplicationStream broken = new TestingReplicationStream(Thread::onSpinWait);
    broken.breakWith(new SQLException("row too odd", "XX000"));
    try (WalReader reader = reader(-1, () -> broken)) {
      reader.start(LONG);

      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.poll(LONG);
                }
              })
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("has been lost 2 times in a row: row too odd");
    }
  }

  @Test
  void permanentFailureEndsTheReaderAfterWhatItRead() throws InterruptedException {
    TestingReplicationStream only = stream();
    try (WalReader reader = reader(-1, () -> only)) {
      reader.start(LONG);
      TestingThread.await(() -> reader.queuedMessages() == 1);
      only.breakWith(new SQLException("publication \"shop\" does not exist", "42704"));
      TestingThread.await(() -> !reader.isStreaming());

      assertThat(chunk(reader).messages()).hasSize(1);
      assertThatThrownBy(() -> reader.poll(LONG))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("publication \"shop\" does not exist");
    }
  }

  @Test
  void readerEndsWhenItsRetriesAreUsedUp() throws InterruptedException {
    try (WalReader reader = reader(1, failing(new SQLException("refused", "08001")))) {
      reader.start(LONG);

      assertThatThrownBy(
              () -> {
                while (true) {
                  pollIgnoringRetriable(reader);
                }
              })
          .hasMessage("Replication ended after 2 failures in a row: refused");
    }
  }

  private static void pollIgnoringRetriable(WalReader reader) throws InterruptedException {
    try {
      reader.poll(LONG);
    } catch (RetriableException e) {
      assertThat(e).hasMessageContaining("refused");
    }
  }

  @Test
  void errorOfTheVirtualMachineDoesNotPassInSilence() {
    try (WalReader reader =
        reader(
            -1,
            () -> {
              throw new OutOfMemoryError("no heap");
            })) {
      assertThatThrownBy(
              () -> {
                reader.start(LONG);
                reader.poll(LONG);
              })
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("no heap");
    }
  }

  @Test
  void closeEndsTheThreadAndReportsOnceMore() throws InterruptedException {
    TestingReplicationStream only = stream();
    WalReader reader = reader(-1, () -> only);
    reader.start(LONG);
    TestingThread.await(() -> only.reported().size() == 1);

    reader.close();

    assertThat(only.isClosed()).isTrue();
    assertThat(only.reported()).hasSize(2);
    assertThat(reader.isStreaming()).isFalse();
  }
}
