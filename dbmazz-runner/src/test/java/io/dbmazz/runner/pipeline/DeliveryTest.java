package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.runner.fake.FakePipeline;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How records reach the sink. */
class DeliveryTest {

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void recordsArriveAsAWorkerWouldGiveThem() {
    fake.startAndAwait().source().give(record("a", 1), record("b", 2), record("a", 3));
    fake.until(() -> fake.sink().taken().size() == 3);

    List<SinkRecord> records = fake.sink().taken();
    assertThat(records).extracting(SinkRecord::topic).containsExactly("a", "b", "a");
    assertThat(records).extracting(SinkRecord::kafkaPartition).containsOnly(0);
    assertThat(records)
        .extracting(SinkRecord::timestampType)
        .containsOnly(TimestampType.CREATE_TIME);
    assertThat(records.get(2).originalKafkaOffset())
        .isEqualTo(records.get(0).originalKafkaOffset() + 1);
    assertThat(records.get(0).key()).isEqualTo("k1");
  }

  @Test
  void partitionIsOpenedOnceAndBeforeItsFirstRecord() {
    fake.startAndAwait().source().give(record("a", 1));
    fake.source().give(record("a", 2));
    fake.until(() -> fake.sink().taken().size() == 2);

    assertThat(fake.sink().opened()).containsExactly(new TopicPartition("a", 0));
    assertThat(fake.sink().context().assignment()).containsExactly(new TopicPartition("a", 0));
  }

  @Test
  void offsetsOfAnotherProcessAreNeverGivenAgain() {
    EmbeddedTopics first = new EmbeddedTopics(1_000);
    EmbeddedTopics second = new EmbeddedTopics(1_001);

    long last = first.named("t").takeOffset() + 900_000;

    assertThat(second.named("t").takeOffset()).isGreaterThan(last);
  }

  @Test
  void retriableFailureBringsTheVerySameRecordsAgainAndNoneInBetween() {
    fake.sink().failPut(new RetriableException("full"));
    fake.sink().failPut(new RetriableException("still full"));
    fake.startAndAwait().source().give(record("a", 1), record("a", 2));
    fake.source().give(record("a", 3));

    fake.until(() -> fake.sink().values().size() == 3);
    List<List<SinkRecord>> puts = fake.sink().puts();
    assertThat(puts).hasSize(4);
    assertThat(puts.get(1)).isEqualTo(puts.get(0));
    assertThat(puts.get(2)).isEqualTo(puts.get(0));
    assertThat(fake.sink().values()).containsExactly("v1", "v2", "v3");
  }

  @Test
  void otherFailureEndsThePipelineAndMovesNoOffset() throws Exception {
    fake.sink().failPut(new ConnectException("table orders does not exist"));
    fake.startAndAwait().source().give(record("a", 1));

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
    assertThat(fake.store().saved()).isEmpty();
    assertThat(fake.source().acknowledged()).isEmpty();
    assertThat(fake.source().stops()).isEqualTo(1);
    assertThat(fake.sink().stops()).isEqualTo(1);
    assertThat(fake.pipeline().health().serving()).isFalse();
  }

  @Test
  void errantRecordIsRefusedAsByAWorkerThatToleratesNone() {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().taken().size() == 1);
    SinkRecord errant = fake.sink().taken().get(0);
    var reporter = fake.sink().context().errantRecordReporter();

    assertThatThrownBy(() -> reporter.report(errant, new IllegalArgumentException("too long")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("too long")
        .message()
        .doesNotContain("v1");
  }

  @Test
  void recordsOfAPausedPartitionWaitUntilItIsResumed() {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().taken().size() == 1);
    TopicPartition partition = new TopicPartition("a", 0);
    fake.sink().context().pause(partition);

    fake.source().give(record("a", 2));
    fake.letItRun().letItRun();
    assertThat(fake.sink().values()).containsExactly("v1");

    fake.sink().context().resume(partition);
    fake.until(() -> fake.sink().values().size() == 2);
  }

  @Test
  void pollThatFailsForAMomentIsRepeated() {
    fake.source().failPoll(new RetriableException("connection lost"));
    fake.startAndAwait().source().give(record("a", 1));

    fake.until(() -> fake.sink().values().size() == 1);
    fake.until(() -> fake.pipeline().health().detail().equals("Replicating"));
  }

  @Test
  void pollThatFailsForGoodEndsThePipeline() throws Exception {
    fake.startAndAwait().source().failPoll(new ConnectException("slot is lost"));

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
  }

  @Test
  void errorOfAConnectorEndsThePipeline() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.source().failPoll(new NullPointerException("defect"));

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
  }
}
