package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.ReaderFixture.reader;
import static io.dbmazz.starrocks.change.ReaderFixture.write;
import static io.dbmazz.starrocks.change.Records.known;
import static io.dbmazz.starrocks.change.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows without an envelope: plain, flattened, schemaless. */
class RowReaderTest {

  private static final String TOPIC = "orders";
  private static final Schema FLATTENED =
      SchemaBuilder.struct()
          .field("id", Schema.INT32_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("__op", Schema.OPTIONAL_STRING_SCHEMA)
          .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private final ChangeReader reader = reader();

  @Test
  void plainRowIsAnUpsert() {
    RowOperation operation = write(reader, record(TOPIC, null, Records.row(1, "a", null)));

    assertThat(operation.kind()).isEqualTo(Kind.UPSERT);
    assertThat(operation.values()).containsExactly(1, "a", null);
    assertThat(operation.audit()).isEqualTo(new Audit(0, Audit.NO_VERSION));
  }

  @ParameterizedTest
  @CsvSource({
    "c, false, UPSERT, 0",
    "u, false, UPSERT, 1",
    "r,, UPSERT, 0",
    "d, true, SOFT_DELETE, 2",
    "d,, SOFT_DELETE, 2",
    ", true, SOFT_DELETE, 2",
    "0,, UPSERT, 0",
    "1,, SOFT_DELETE, 2"
  })
  void flattenedRowSaysWhatHappenedToIt(String op, String deleted, Kind kind, int opType) {
    RowOperation operation = write(reader, record(TOPIC, null, flattened(op, deleted)));

    assertThat(operation.kind()).isEqualTo(kind);
    assertThat(operation.audit().opType()).isEqualTo(opType);
  }

  @Test
  void controlFieldsAreNotColumns() {
    RowOperation operation = write(reader, record(TOPIC, null, flattened("u", "false")));

    assertThat(known(operation)).isEqualTo(Map.of("id", 1, "name", "a"));
  }

  @Test
  void placeholderInAFlattenedRowIsAbsent() {
    Struct row = flattened("u", "false").put("name", ChangeRecordSchemas.UNAVAILABLE_VALUE);

    assertThat(known(write(reader, record(TOPIC, null, row)))).isEqualTo(Map.of("id", 1));
  }

  @Test
  void unknownControlValueIsRefused() {
    assertThatThrownBy(() -> reader.read(record(TOPIC, null, flattened("z", null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'z'");
  }

  @Test
  void schemalessRowIsAnUpsertOfTheKeysItHas() {
    RowOperation operation = write(reader, record(TOPIC, null, Map.of("id", 1L, "name", "a")));

    assertThat(known(operation)).isEqualTo(Map.of("id", 1L, "name", "a"));
    assertThat(operation.shape().columns()).allMatch(column -> column.schema() == null);
  }

  @Test
  void schemalessRowsOfTheSameKeysShareAShape() {
    RowOperation one = write(reader, record(TOPIC, null, Map.of("id", 1L, "name", "a")));
    RowOperation other = write(reader, record(TOPIC, null, Map.of("name", "b", "id", 2L)));
    RowOperation narrower = write(reader, record(TOPIC, null, Map.of("id", 2L)));

    assertThat(other.shape()).isSameAs(one.shape()).isNotSameAs(narrower.shape());
  }

  @Test
  void schemalessTombstoneFindsTheRowByItsKey() {
    RowOperation operation = write(reader, record(TOPIC, Map.of("id", 7L), null));

    assertThat(operation.kind()).isEqualTo(Kind.SOFT_DELETE);
    assertThat(operation.key()).containsExactly(7L);
  }

  @Test
  void tombstoneThatNamesNoRowIsRefused() {
    assertThatThrownBy(() -> reader.read(record(TOPIC, "7", null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("key.converter");
  }

  @Test
  void rowWithoutAKeyValueIsRefusedByColumnName() {
    Schema optional =
        SchemaBuilder.struct()
            .field("id", Schema.OPTIONAL_INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    assertThatThrownBy(
            () -> reader.read(record(TOPIC, null, new Struct(optional).put("name", "x"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("key column id");
  }

  @Test
  void valueThatIsNoRowIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> reader.read(record(TOPIC, null, "secret")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.converter")
        .hasMessageNotContaining("secret");
  }

  @Test
  void equalKeysAreEqualWhateverTheirClass() {
    RowOperation wide = write(reader, record(TOPIC, null, Map.of("id", 1L)));
    RowOperation narrow = write(reader, record(TOPIC, null, Map.of("id", (short) 1)));
    RowOperation bytes = write(reader, record(TOPIC, null, Map.of("id", new byte[] {1, 2})));
    RowOperation again = write(reader, record(TOPIC, null, Map.of("id", new byte[] {1, 2})));
    RowOperation one = write(reader, record(TOPIC, null, Map.of("id", new BigDecimal("1.0"))));
    RowOperation same = write(reader, record(TOPIC, null, Map.of("id", new BigDecimal("1.00"))));

    assertThat(wide.key()).isEqualTo(narrow.key());
    assertThat(bytes.key()).isEqualTo(again.key());
    assertThat(one.key()).isEqualTo(same.key());
  }

  @Test
  void whatFlatteningAddsIsNoColumnUnlessTheTargetHasOne() {
    Map<String, Object> row =
        Map.of("id", 1L, "__lsn", 7L, "__source_ts_ms", 8L, "__transaction_id", "9", "__own", 1L);
    ChangeReader reader = reader(DeleteMode.SOFT, RowReaderTest::withLsn);

    assertThat(known(write(reader(), record(TOPIC, null, row)))).containsOnlyKeys("id", "__own");
    assertThat(known(write(reader, record(TOPIC, null, row))))
        .containsOnlyKeys("id", "__own", "__lsn");
  }

  private static TargetTable withLsn(TableId id) {
    TargetTable keyed = Records.keyed(id);
    List<TargetTable.TargetColumn> columns = new ArrayList<>(keyed.columns());
    columns.add(new TargetTable.TargetColumn("__LSN", "bigint", 0, 0, 0, true, false, false));
    return new TargetTable(id, columns, true);
  }

  @Test
  void flattenedRowTellsItsVersion() {
    assertThat(version(Map.of("id", 1L, "__lsn", 7L))).isEqualTo(7);
    assertThat(version(Map.of("id", 1L, "__source_lsn", 7L))).isEqualTo(7);
    assertThat(version(Map.of("id", 1L, "__lsn", 7L, "__source_commit_lsn", 9L))).isEqualTo(9);
    assertThat(version(Map.of("id", 1L, "__lsn", 7L, "__sequence", "[\"8\",\"7\"]"))).isEqualTo(8);
  }

  private long version(Map<String, Object> row) {
    return write(reader, record(TOPIC, null, row)).audit().version();
  }

  @Test
  void flattenedRowOfOursKeepsItsListOfUnchangedColumns() {
    Map<String, Object> row = new HashMap<>();
    row.put("id", 1L);
    row.put("name", null);
    row.put("note", ChangeRecordSchemas.UNAVAILABLE_VALUE);
    row.put("__source_unchanged", List.of("name"));

    assertThat(known(write(reader, record(TOPIC, null, row))))
        .isEqualTo(Map.of("id", 1L, "note", ChangeRecordSchemas.UNAVAILABLE_VALUE));
  }

  private static Struct flattened(String op, String deleted) {
    return new Struct(FLATTENED)
        .put("id", 1)
        .put("name", "a")
        .put("__op", op)
        .put("__deleted", deleted);
  }
}
