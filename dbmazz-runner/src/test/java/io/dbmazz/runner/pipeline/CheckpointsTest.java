package io.dbmazz.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Checkpoint;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import io.dbmazz.runner.fake.FakePipeline;
import io.dbmazz.runner.offset.SourceOffsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sink is told that commits whole transactions, and what it tells after a crash. */
class CheckpointsTest {

  private static final TopicPartition STREAM = new TopicPartition(Checkpoint.topic("p"), 0);
  private static final Map<String, String> SOURCE = SourcePosition.partition("p");

  private final FakePipeline fake = new FakePipeline().sink("delivery.guarantee", "exactly-once");

  @AfterEach
  void close() {
    fake.close();
  }

  /** A change of the transaction that commits there, the last one when its end is covered. */
  private static SourceRecord change(String topic, long commit, long end) {
    return new SourceRecord(
        SOURCE, offset(commit, end), topic, Schema.STRING_SCHEMA, topic + commit);
  }

  private static Map<String, Object> offset(long commit, long end) {
    return new SourcePosition(new Lsn(commit), 0, new Lsn(end)).toOffset();
  }

  private List<String> topicsOf(int records) {
    fake.until(() -> fake.sink().taken().size() == records);
    return fake.sink().taken().stream().map(SinkRecord::topic).toList();
  }

  @Test
  void recordsOfAllTopicsComeInOneStreamWithACheckpointBehindTheTransaction() {
    fake.startAndAwait().source().give(change("a", 10, 5), change("b", 10, 11));

    assertThat(topicsOf(3)).containsExactly("a", "b", STREAM.topic());
    List<SinkRecord> taken = fake.sink().taken();
    assertThat(taken).allMatch(record -> record.originalTopic().equals(STREAM.topic()));
    long first = taken.get(0).originalKafkaOffset();
    assertThat(taken)
        .extracting(SinkRecord::originalKafkaOffset)
        .containsExactlyElementsOf(IntStream.range(0, 3).mapToObj(i -> first + i).toList());
    assertThat(fake.sink().opened()).containsExactly(STREAM);
  }

  @Test
  void unfinishedTransactionGetsNoCheckpointUntilItEnds() {
    fake.startAndAwait().source().give(change("a", 10, 11), change("a", 20, 11));
    assertThat(topicsOf(3)).containsExactly("a", STREAM.topic(), "a");
    fake.letItRun();
    assertThat(fake.sink().taken()).hasSize(3);

    fake.source().give(change("b", 20, 21));

    assertThat(topicsOf(5)).endsWith("a", "b", STREAM.topic());
  }

  @Test
  void checkpointCarriesWhereTheSourceGoesOn() {
    fake.startAndAwait().source().give(change("a", 10, 11));
    topicsOf(2);

    String value = (String) fake.sink().taken().get(1).value();

    assertThat(SourceOffsets.parse(value).byPartition().get(SOURCE))
        .hasToString(SourceOffsets.parse(text(10, 11)).byPartition().get(SOURCE).toString());
  }

  private static String text(long commit, long end) {
    return new SourceOffsets(Map.of(SOURCE, offset(commit, end))).toText();
  }

  @Test
  void sinkThatIsAheadOfTheStoreDecidesWhereTheSourceGoesOn() {
    fake.store().save(SOURCE, offset(10, 11));
    fake.store().save(SinkPosition.partition(STREAM.topic()), Map.of("next", 100L));
    fake.sink().keep(STREAM, new OffsetAndMetadata(200, text(20, 21)));

    fake.startAndAwait();

    assertThat(SourcePosition.fromOffset(fake.store().load(SOURCE).orElseThrow()).endLsn())
        .isEqualTo(new Lsn(21));
    fake.source().give(change("a", 30, 31));
    topicsOf(2);
    assertThat(fake.sink().taken().get(0).originalKafkaOffset()).isEqualTo(200);
  }

  @Test
  void storeThatIsUpToDateIsLeftAsItIs() {
    fake.store().save(SOURCE, offset(10, 15)); // a heartbeat has come since
    fake.store().save(SinkPosition.partition(STREAM.topic()), Map.of("next", 100L));
    fake.sink().keep(STREAM, new OffsetAndMetadata(100, text(10, 11)));

    fake.startAndAwait();

    assertThat(SourcePosition.fromOffset(fake.store().load(SOURCE).orElseThrow()).endLsn())
        .isEqualTo(new Lsn(15));
  }

  @Test
  void sinkThatIsBehindTheStoreIsRefused() {
    fake.store().save(SinkPosition.partition(STREAM.topic()), Map.of("next", 100L));
    fake.sink().keep(STREAM, new OffsetAndMetadata(50, text(10, 11)));

    fake.start().until(() -> fake.pipeline().health().toString().contains("offset store says 100"));
  }
}
