package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the sink's tests replay is what Debezium's connector emits. With {@code
 * -Ddebezium.record=true} the recordings are written anew.
 */
class DebeziumRecordingIT {

  private static final Path RECORDINGS =
      Path.of("../starrocks-sink-connector/src/test/resources/debezium");

  @BeforeAll
  static void onlyOnce() {
    assumeTrue(ServerBinaries.chosen().isEmpty(), "the same whatever the server's version");
  }

  @ParameterizedTest
  @CsvSource({
    "adaptive, precise, bytes, json, numeric",
    "adaptive_time_microseconds, string, base64, map, string",
    "connect, double, hex, json, numeric",
    "isostring, precise, base64-url-safe, map, string",
    "microseconds, precise, bytes, json, string",
    "nanoseconds, precise, bytes, json, numeric"
  })
  void everyTypeInEveryMode(
      String time, String decimal, String binary, String hstore, String interval)
      throws SQLException, IOException {
    try (TestingSource source =
        DebeziumScenarios.types()
            .with("time.precision.mode", time)
            .with("decimal.handling.mode", decimal)
            .with("binary.handling.mode", binary)
            .with("hstore.handling.mode", hstore)
            .with("interval.handling.mode", interval)) {
      verify("types-" + time, record(source, 2, DebeziumScenarios::changeTypes, 2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "adaptive, string",
    "microseconds, precise",
    "isostring, double",
    "nanoseconds, string"
  })
  void valuesThatTypesHaveNoPlaceFor(String time, String decimal) throws SQLException, IOException {
    try (TestingSource source =
        DebeziumScenarios.specials()
            .with("time.precision.mode", time)
            .with("decimal.handling.mode", decimal)) {
      verify("specials-" + time, record(source, 1, DebeziumScenarios::changeSpecials, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"adaptive, precise, json", "connect, string, map", "isostring, double, json"})
  void valuesThatPostgresDoesNotSend(String time, String decimal, String hstore)
      throws SQLException, IOException {
    try (TestingSource source =
        DebeziumScenarios.toasted()
            .with("time.precision.mode", time)
            .with("decimal.handling.mode", decimal)
            .with("hstore.handling.mode", hstore)) {
      List<SourceRecord> records = record(source, 1, DebeziumScenarios::changeToasted, 1);
      verify("toast-" + time, records);
      verify("toast-flattened-" + time, flatten(records, "rewrite"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "connect", "isostring"})
  void deletedRowOfWhichTheKeyAloneIsSent(String time) throws SQLException, IOException {
    try (TestingSource source = DebeziumScenarios.strictTypes().with("time.precision.mode", time)) {
      verify("deleted-" + time, record(source, 1, DebeziumScenarios::deleteStrict, 2));
    }
  }

  @Test
  void everyKindOfRecordAndWhatFlatteningMakesOfIt() throws SQLException, IOException {
    try (TestingSource source = DebeziumScenarios.life()) {
      List<SourceRecord> records = record(source, 4, DebeziumScenarios::live, 12);
      verify("life", records);
      for (String mode :
          List.of(
              "drop", "tombstone", "rewrite", "rewrite-with-tombstone", "delete-to-tombstone")) {
        verify("life-flattened-" + mode, flatten(records, mode));
      }
    }
  }

  @Test
  void everyKindOfRecordAsTextForReadersWithoutSchemas() throws SQLException, IOException {
    try (TestingSource source =
        DebeziumScenarios.life()
            .with("decimal.handling.mode", "string")
            .with("time.precision.mode", "isostring")) {
      verify("life-text", record(source, 4, DebeziumScenarios::live, 12));
    }
  }

  @Test
  void transactionsWithMetadata() throws SQLException, IOException {
    try (TestingSource source =
        DebeziumScenarios.life().with("provide.transaction.metadata", "true")) {
      verify("transactions", record(source, 4, DebeziumScenarios::live, 24));
    }
  }

  private static List<SourceRecord> flatten(List<SourceRecord> records, String deletes) {
    return TestingDebezium.flatten(
        records,
        Map.of(
            "delete.tombstone.handling.mode", deletes,
            "add.fields", "op,table,lsn,source.ts_ms",
            "replace.null.with.default", "false"));
  }

  /** The snapshot, and what follows once it is over. */
  private static List<SourceRecord> record(
      TestingSource source, int snapshot, Change change, int streamed) throws SQLException {
    try (TestingWorker debezium = TestingDebezium.start(source)) {
      List<SourceRecord> records = new ArrayList<>(debezium.poll(snapshot));
      change.in(source);
      records.addAll(debezium.poll(streamed));
      return records;
    }
  }

  @FunctionalInterface
  private interface Change {
    void in(TestingSource source) throws SQLException;
  }

  private static void verify(String name, List<SourceRecord> records) throws IOException {
    String emitted = Recording.of(records).text();
    Path file = RECORDINGS.resolve(name + ".json");
    if (Boolean.getBoolean("debezium.record")) {
      Files.createDirectories(RECORDINGS);
      Files.writeString(file, emitted);
    }
    assertThat(Recording.comparable(emitted))
        .as(name)
        .isEqualTo(Recording.comparable(Files.readString(file)));
  }
}
