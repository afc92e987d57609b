package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.ReaderFixture.TABLE;
import static io.dbmazz.starrocks.change.ReaderFixture.reader;
import static io.dbmazz.starrocks.change.ReaderFixture.write;
import static io.dbmazz.starrocks.change.Records.change;
import static io.dbmazz.starrocks.change.Records.debezium;
import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.known;
import static io.dbmazz.starrocks.change.Records.record;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static io.dbmazz.starrocks.change.Records.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.LogicalMessages;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeReaderTest {

  private static final String PLACEHOLDER = ChangeRecordSchemas.UNAVAILABLE_VALUE;

  private final ChangeReader reader = reader();

  @ParameterizedTest
  @CsvSource({"c, 0", "r, 0", "u, 1"})
  void operationSaysWhetherItInsertsOrUpdates(String op, int opType) {
    RowOperation operation =
        write(reader, change(1, envelope(op, null, row(1, "a", "b"), source(77))));

    assertThat(operation.kind()).isEqualTo(Kind.UPSERT);
    assertThat(operation.audit()).isEqualTo(new Audit(opType, 77));
    assertThat(operation.values()).containsExactly(1, "a", "b");
    assertThat(operation.key()).containsExactly(1L);
  }

  @Test
  void shapeIsPreparedOnce() {
    RowOperation first = write(reader, change(1, envelope("c", null, row(1, "a", "b"), source(7))));
    RowOperation next = write(reader, change(2, envelope("d", row(2, "a", "b"), null, source(8))));

    assertThat(next.shape()).isSameAs(first.shape());
    assertThat(first.shape().keys()).containsExactly("id");
  }

  @Test
  void textOfAValueThatItsTypeCannotHoldTakesThePlaceOfItsStandIn() {
    Struct source = source(7).put("unrepresentable", Map.of("name", "NaN", "gone", "NaN"));

    RowOperation operation =
        write(reader, change(1, envelope("c", null, row(1, null, "b"), source)));

    assertThat(operation.values()).containsExactly(1, new Unrepresentable("NaN"), "b");
    assertThat(new Unrepresentable("NaN")).asString().doesNotContain("NaN");
  }

  @Test
  void unchangedColumnIsAbsentWhateverStandsInItsPlace() {
    RowOperation operation =
        write(
            reader,
            change(1, envelope("u", null, row(1, PLACEHOLDER, null), source(7, "name", "note"))));

    assertThat(known(operation)).isEqualTo(Map.of("id", 1));
  }

  @Test
  void textThatEqualsThePlaceholderIsLoadedWhenTheListDoesNotNameIt() {
    RowOperation operation =
        write(reader, change(1, envelope("u", null, row(1, PLACEHOLDER, "b"), source(7))));

    assertThat(known(operation)).containsEntry("name", PLACEHOLDER);
  }

  @Test
  void unchangedColumnBeyondThe64thIsAbsent() {
    List<ChangeRecordSchemas.Column> columns = new ArrayList<>();
    columns.add(new ChangeRecordSchemas.Column("id", Schema.INT32_SCHEMA));
    for (int i = 1; i <= 100; i++) {
      columns.add(new ChangeRecordSchemas.Column("c" + i, Schema.OPTIONAL_STRING_SCHEMA));
    }
    ChangeRecordSchemas wide = new ChangeRecordSchemas(Records.TOPIC, columns, List.of("id"));
    Struct after = new Struct(wide.row()).put("id", 1);
    Struct envelope =
        new Struct(wide.envelope())
            .put("op", "u")
            .put("after", after)
            .put("source", source(7, "c70", "c100"));

    RowOperation operation = write(reader, change(1, envelope));

    assertThat(operation.values()[70]).isSameAs(RowOperation.ABSENT);
    assertThat(operation.values()[100]).isSameAs(RowOperation.ABSENT);
    assertThat(operation.values()[69]).isNull();
  }

  @Test
  void placeholderInDebeziumsEnvelopeIsAbsent() {
    RowOperation operation =
        write(reader, change(1, debezium("u", null, row(1, "a", PLACEHOLDER))));

    assertThat(known(operation)).isEqualTo(Map.of("id", 1, "name", "a"));
    assertThat(operation.audit().version()).isEqualTo(42);
  }

  @Test
  void softDeleteWithDefaultIdentityKnowsTheKeyAlone() {
    RowOperation operation =
        write(reader, change(1, envelope("d", row(1, null, null), null, source(9))));

    assertThat(operation.kind()).isEqualTo(Kind.SOFT_DELETE);
    assertThat(operation.audit()).isEqualTo(new Audit(2, 9));
    assertThat(known(operation)).isEqualTo(Map.of("id", 1));
  }

  @Test
  void softDeleteWithFullIdentityKnowsTheRow() {
    RowOperation operation =
        write(reader, change(1, envelope("d", row(1, "a", null), null, source(9))));

    Map<String, Object> row = new HashMap<>(Map.of("id", 1, "name", "a"));
    row.put("note", null);
    assertThat(known(operation)).isEqualTo(row);
  }

  @Test
  void deleteWithoutBeforeFindsTheRowByTheRecordsKey() {
    RowOperation operation = write(reader, change(5, envelope("d", null, null, source(9))));

    assertThat(operation.key()).containsExactly(5L);
    assertThat(operation.audit()).isEqualTo(new Audit(2, 9));
  }

  @Test
  void hardDeleteAndIgnore() {
    ChangeReader hard = reader(DeleteMode.HARD, Records::keyed);
    ChangeReader ignoring = reader(DeleteMode.IGNORE, Records::keyed);
    Struct delete = envelope("d", row(1, null, null), null, source(9));

    assertThat(write(hard, change(1, delete)).kind()).isEqualTo(Kind.HARD_DELETE);
    assertThat(ignoring.read(change(1, delete))).isEqualTo(Change.NOTHING);
    assertThat(ignoring.read(tombstone(1))).isEqualTo(Change.NOTHING);
  }

  @Test
  void tombstoneIsADeleteWithoutAVersion() {
    RowOperation operation = write(reader, tombstone(3));

    assertThat(operation.kind()).isEqualTo(Kind.SOFT_DELETE);
    assertThat(operation.key()).containsExactly(3L);
    assertThat(operation.audit()).isEqualTo(new Audit(2, Audit.NO_VERSION));
  }

  @Test
  void truncateNamesItsTable() {
    assertThat(reader.read(record(Records.TOPIC, null, envelope("t", null, null, source(9)))))
        .isEqualTo(new Change.Truncate(TABLE));
  }

  @Test
  void truncateIsIgnoredOrFailsAsConfigured() {
    assertThat(truncating(TruncateMode.IGNORE)).isEqualTo(Change.NOTHING);
    assertThatThrownBy(() -> truncating(TruncateMode.FAIL))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("db.orders")
        .hasMessageContaining("truncate.mode=ignore");
  }

  private static Change truncating(TruncateMode mode) {
    return new ChangeReader(
            new ChangeOptions("db", Map.of(), DeleteMode.SOFT, mode), Records::keyed)
        .read(record(Records.TOPIC, null, envelope("t", null, null, source(9))));
  }

  @Test
  void logicalMessageAsksForNothing() {
    Schema schema = LogicalMessages.value(Schema.OPTIONAL_BYTES_SCHEMA);
    Struct block = new Struct(schema.field("message").schema()).put("prefix", "app");
    Struct message =
        new Struct(schema).put("op", "m").put("source", source(5)).put("message", block);
    Map<String, Object> schemaless = Map.of("op", "m", "source", Map.of(), "message", Map.of());

    assertThat(reader.read(record("shop.message", null, message))).isEqualTo(Change.NOTHING);
    assertThat(reader.read(record("shop.message", null, schemaless))).isEqualTo(Change.NOTHING);
  }

  @Test
  void heartbeatAsksForNothing() {
    assertThat(
            reader.read(record(Heartbeat.topic("shop"), Heartbeat.key("shop"), Heartbeat.value(1))))
        .isEqualTo(Change.NOTHING);
  }

  @Test
  void storedNullIsNotReplacedByTheSchemasDefault() {
    Schema withDefault =
        SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", SchemaBuilder.string().optional().defaultValue("x").build())
            .build();
    Struct after = new Struct(withDefault).put("id", 1).put("name", null);

    assertThat(write(reader, change(1, debezium("c", null, after))).values())
        .containsExactly(1, null);
  }

  @Test
  void schemasBuiltAnewForEachRecordShareAShape() {
    Struct one = debezium("c", null, row(1, "a", "b"));
    Struct other = debezium("c", null, row(2, "a", "b"));
    assertThat(one.schema()).isNotSameAs(other.schema());

    assertThat(write(reader, change(1, one)).shape())
        .isSameAs(write(reader, change(2, other)).shape());
  }

  @Test
  void envelopeWithoutItsRowIsRefusedByPlaceAndNotByValue() {
    assertThatThrownBy(() -> reader.read(change(1, envelope("c", null, null, source(9)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("offset 0 of topic shop.public.orders, partition 0")
        .hasMessageContaining("op c without after");
  }

  @Test
  void unknownOperationIsRefused() {
    assertThatThrownBy(() -> reader.read(change(1, envelope("x", null, null, source(9)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'x'");
  }

  @Test
  void schemalessEnvelopeIsReadAlike() {
    Map<String, Object> source =
        Map.of("name", "s", "schema", "public", "table", "orders", "lsn", 5L);
    Map<String, Object> after = Map.of("id", 1L, "name", PLACEHOLDER);
    RowOperation operation =
        write(
            reader,
            record(Records.TOPIC, null, Map.of("op", "u", "after", after, "source", source)));

    assertThat(known(operation)).isEqualTo(Map.of("id", 1L));
    assertThat(operation.audit()).isEqualTo(new Audit(1, 5));
  }
}
