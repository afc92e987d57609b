package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What comes out of a source in the end, however often its tasks end: acknowledges what it polls,
 * stores offsets as a Connect worker does, and counts as received what lies before the stored
 * offset. A record that a task emits a second time fails it at once.
 */
final class TestingConsumer implements AutoCloseable {

  private static final int POLLS_BETWEEN_COMMITS = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestingSource source;
  private final TaskEnvironment environment;
  private final List<SourceRecord> received = new ArrayList<>();
  private int stored;
  private int polls;
  private SourcePosition last;
  private TestingWorker worker;

  private TestingConsumer(TestingSource source, TaskEnvironment environment) {
    this.source = source;
    this.environment = environment;
    this.worker = source.start(environment);
  }

  static TestingConsumer of(TestingSource source) {
    return new TestingConsumer(source, TestingWorker.ENVIRONMENT);
  }

  static TestingConsumer of(TestingSource source, TaskEnvironment environment) {
    return new TestingConsumer(source, environment);
  }

  TestingWorker worker() {
    return worker;
  }

  /** One poll, and now and then a commit of offsets. */
  void poll() {
    for (SourceRecord record : worker.poll()) {
      requireProgress(record);
      received.add(record);
      worker.acknowledge(record);
    }
    if (++polls % POLLS_BETWEEN_COMMITS == 0) {
      commit();
    }
  }

  private void requireProgress(SourceRecord record) {
    SourcePosition position = SourcePosition.fromOffset(record.sourceOffset());
    assertThat(last == null || !last.covers(position.commitLsn(), position.ordinal()))
        .as("a record at %s after one at %s", position, last)
        .isTrue();
    last = position;
  }

  /** Stores the offset of the newest record and tells the task. */
  void commit() {
    if (!received.isEmpty()) {
      worker.store(received.get(received.size() - 1));
      stored = received.size();
    }
    worker.commit();
  }

  /** Polls until so many records more have come. */
  void receive(int more) {
    int wanted = received.size() + more;
    pollUntil(() -> received.size() >= wanted);
  }

  /** Polls until something else holds. */
  void pollUntil(BooleanSupplier done) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              poll();
              return done.getAsBoolean();
            });
  }

  /** Ends the task; what it emitted since the last commit of offsets is forgotten. */
  void restart() {
    stop();
    start();
  }

  /** Ends the task. */
  void stop() {
    worker.close();
  }

  /** Starts a new task with what is stored. */
  void start() {
    received.subList(stored, received.size()).clear();
    last = received.isEmpty() ? null : position(received.get(received.size() - 1));
    worker = source.start(environment);
  }

  private static SourcePosition position(SourceRecord record) {
    return SourcePosition.fromOffset(record.sourceOffset());
  }

  List<SourceRecord> received() {
    return received;
  }

  /** Polls until there are so many rows, and checks that each came once and in its turn. */
  void receiveAll(long rows) {
    pollUntil(() -> received.size() >= rows);
    assertThat(TestingSource.ids(received))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, rows).boxed().toList());
    assertThat(received)
        .allMatch(record -> ChangeRecord.of((Struct) record.value()).after().isPresent());
  }

  @Override
  public void close() {
    stop();
  }
}
