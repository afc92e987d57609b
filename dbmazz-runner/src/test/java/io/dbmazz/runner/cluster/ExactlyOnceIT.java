package io.dbmazz.runner.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.runner.e2e.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** KIP-618: what a reader of committed records sees of a worker that is killed under load. */
class ExactlyOnceIT {

  /** A new worker waits for the transaction that a killed one left open, by default a minute. */
  private static final Map<String, String> WORKER =
      Map.of("exactly.once.source.support", "enabled", "producer.transaction.timeout.ms", "4000");

  private static final Map<String, String> SOURCE =
      Map.of(
          "exactly.once.support", "required",
          "transaction.boundary", "connector",
          "tombstones.on.delete", "false",
          "topic.creation.default.partitions", "1");

  /** Where a record stands in the topic and in PostgreSQL's WAL. */
  private record Seen(long offset, long commitLsn, long ordinal) {

    static Seen of(ConsumerRecord<byte[], byte[]> record) throws Exception {
      JsonNode source = new ObjectMapper().readTree(record.value()).at("/payload/source");
      return new Seen(
          record.offset(), source.get("commit_lsn").asLong(), source.get("ordinal").asLong());
    }
  }

  @Test
  void committedReaderSeesEachTransactionOnceAndWholeAcrossAKilledWorker() throws Exception {
    TestingWorker first = TestingWorker.start("exactly-once", WORKER);
    try (Deployment deployment = Deployment.on(Orders.site(), first)) {
      deployment.createSource(SOURCE);
      deployment.site().awaitStreaming();
      try (Load load = Load.on(deployment.site());
          TopicReader reader = new TopicReader(deployment.topic(Orders.TABLE))) {
        reader.awaitRecords(200);
        first.kill();
        try (TestingWorker second = TestingWorker.start("exactly-once", WORKER)) {
          deployment.ask(second);
          reader.awaitRecords(reader.readToTheEnd().size() + 500);
          load.stop();
          awaitLast(deployment, reader);
          check(reader);
          deployment.createSink(Map.of("consumer.override.isolation.level", "read_committed"));
          deployment.site().awaitEqual(Orders.TABLE);
          deployment.delete();
        }
      }
    }
  }

  /** Writes one more row and waits for its record. */
  private static void awaitLast(Deployment deployment, TopicReader reader) throws Exception {
    deployment.site().source("INSERT INTO orders VALUES (-1, 0, 'the last row', NULL)");
    reader.awaitUntil(
        records ->
            new String(records.get(records.size() - 1).value(), UTF_8).contains("the last row"));
  }

  /**
   * Records rise strictly, so there is none twice; the ordinals of a transaction begin at 0 and
   * leave none out; and a transaction's end in Kafka, a marker that takes an offset, stands exactly
   * where one of PostgreSQL's ends.
   */
  private static void check(TopicReader reader) throws Exception {
    List<Seen> seen = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.readToTheEnd()) {
      seen.add(Seen.of(record));
    }
    assertThat(seen).hasSizeGreaterThan(700);
    assertThat(seen.get(0).ordinal()).isZero();
    for (int i = 1; i < seen.size(); i++) {
      Seen before = seen.get(i - 1);
      Seen now = seen.get(i);
      if (now.commitLsn() == before.commitLsn()) {
        assertThat(now.ordinal()).as("%s after %s", now, before).isEqualTo(before.ordinal() + 1);
        assertThat(now.offset()).as("%s after %s", now, before).isEqualTo(before.offset() + 1);
      } else {
        assertThat(now.commitLsn())
            .as("%s after %s", now, before)
            .isGreaterThan(before.commitLsn());
        assertThat(now.ordinal()).as("%s after %s", now, before).isZero();
        assertThat(now.offset()).as("%s after %s", now, before).isGreaterThan(before.offset() + 1);
      }
    }
  }
}
