package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.starrocks.change.Records;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records in, rows out: what holds for the emulator and for a real StarRocks alike. */
abstract class StarRocksSinkContract {

  protected static final String ROWS =
      "SELECT id, name, note, dbmazz_op_type, dbmazz_is_deleted, dbmazz_cdc_version"
          + " FROM orders ORDER BY id";
  protected SinkHarness sink;
  private long offset;

  /** The StarRocks to load into; its database {@link SinkHarness#DATABASE} exists. */
  protected abstract SinkHarness.Target target();

  @BeforeEach
  void start() throws SQLException {
    start(Map.of());
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
  }

  protected void start(Map<String, String> config) {
    if (sink != null) {
      sink.close();
    }
    sink = new SinkHarness(target(), config);
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void changesArriveWithTheirAuditColumns() throws SQLException {
    sink.load(insert(10, 1, "a", "x"), insert(10, 2, "b", "y"));
    sink.load(update(20, row(1, "c", "x")), delete(30, 2));

    assertThat(sink.query(ROWS)).containsExactly("1|c|x|1|0|20", "2|b|y|2|1|30");
  }

  @Test
  void softDeleteWithDefaultIdentityKeepsTheRowsValues() throws SQLException {
    sink.load(insert(10, 1, "a", "x"));
    sink.load(delete(20, 1), Records.at(Records.TOPIC, offset++, key(1), null));

    assertThat(sink.query(ROWS)).containsExactly("1|a|x|2|1|20");
  }

  @Test
  void hardDeleteRemovesTheRow() throws SQLException {
    start(Map.of("delete.mode", "hard"));
    sink.load(insert(10, 1, "a", "x"), insert(10, 2, "b", "y"));
    sink.load(delete(20, 1));

    assertThat(sink.query("SELECT id FROM orders")).containsExactly("2");
  }

  @Test
  void keyChangeLeavesNoLivingRowBehind() throws SQLException {
    sink.load(insert(10, 1, "a", "x"));
    sink.load(delete(20, 1), insert(20, 2, "a", "x"));

    assertThat(sink.query("SELECT id FROM orders WHERE NOT dbmazz_is_deleted"))
        .containsExactly("2");
  }

  @Test
  void unchangedColumnKeepsItsValueWithinABatchAndAcrossBatches() throws SQLException {
    sink.load(insert(10, 1, "a", "large"), updateUnchanged(20, 1, "b"));
    sink.load(updateUnchanged(30, 1, "c"));

    assertThat(sink.query(ROWS)).containsExactly("1|c|large|1|0|30");
  }

  @Test
  void unchangedColumnBeyondThe64thKeepsItsValue() throws SQLException {
    String columns =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> "c" + i + " VARCHAR(10)")
            .collect(Collectors.joining(", "));
    sink.createTable("orders", "PRIMARY", columns);

    sink.load(wide("c", "old", source(10)));
    sink.load(wide("u", "new", source(20, "c70", "c100")));

    assertThat(sink.query("SELECT c1, c69, c70, c99, c100 FROM orders"))
        .containsExactly("new|new|old|new|old");
  }

  @Test
  void truncateEmptiesTheTableInOrder() throws SQLException {
    sink.load(insert(10, 1, "a", "x"));
    Struct truncate = envelope("t", null, null, source(20));
    sink.load(
        insert(15, 2, "b", "y"),
        Records.at(Records.TOPIC, offset++, null, truncate),
        insert(30, 3, "c", "z"));

    assertThat(sink.query("SELECT id FROM orders")).containsExactly("3");
  }

  @Test
  void rowsReadAgainAfterARestartDoNotReplaceNewerOnes() throws SQLException {
    SinkRecord old = insert(10, 1, "a", "x");
    sink.load(old, update(20, row(1, "b", "y")));

    sink.restart();
    sink.put(old);
    sink.awaitCommittable(Records.TOPIC, 1);

    assertThat(sink.query(ROWS)).containsExactly("1|b|y|1|0|20");
  }

  @Test
  void refusedRowEndsTheTaskAndNothingBehindItIsAcknowledged() throws SQLException {
    sink.load(insert(10, 1, "a", "x"));
    sink.put(insert(20, 2, "far too long for its column", "y"));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> sink.put(insert(30, 3, "c", "z")))
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasStackTraceContaining("orders")
                    .hasStackTraceContaining("name"));
    assertThat(sink.committable(Records.TOPIC)).isEqualTo(1);
  }

  @Test
  void refusedRowAmongAThousandIsReportedAndTheOthersArrive() throws SQLException {
    Reports reports = new Reports();
    sink.restartReportingTo(reports);
    SinkRecord[] records = new SinkRecord[1000];
    for (int id = 0; id < records.length; id++) {
      records[id] = insert(10, id, id == 700 ? "far too long for its column" : "a", "x");
    }

    sink.load(records);

    assertThat(sink.query("SELECT COUNT(*), MAX(id) FROM orders")).containsExactly("999|999");
    assertThat(sink.query("SELECT id FROM orders WHERE id = 700")).isEmpty();
    assertThat(reports.offsets()).containsExactly(700L);
    assertThat(reports.reasons().get(0))
        .contains("shop.orders", "name")
        .doesNotContain("far too long for");
  }

  @Test
  void unknownTableIsAnErrorThatNamesIt() {
    SinkRecord stray = Records.at("shop.public.strays", 0, null, row(1, "a", "b"));

    assertThatThrownBy(() -> sink.put(stray))
        .hasStackTraceContaining("shop.strays")
        .hasStackTraceContaining("does not exist");
  }

  @Test
  void listedTopicsTableHasItsAuditColumnsBeforeTheFirstChange() throws SQLException {
    start(Map.of("topics", Records.TOPIC));

    assertThat(sink.query(ROWS)).isEmpty();
  }

  @Test
  void assignedTopicsTableHasItsAuditColumnsBeforeTheFirstChange() throws SQLException {
    sink.open(Records.TOPIC);

    assertThat(sink.query(ROWS)).isEmpty();
  }

  @Test
  void listedTopicsTableThatIsMissingEndsTheStart() {
    assertThatThrownBy(() -> start(Map.of("topics", "shop.public.strays")))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll("shop.strays does not exist", "CREATE TABLE `shop`.`strays`");
  }

  protected SinkRecord insert(long version, int id, String name, String note) {
    return change(id, envelope("c", null, row(id, name, note), source(version)));
  }

  protected SinkRecord update(long version, Struct after) {
    return change(after.getInt32("id"), envelope("u", null, after, source(version)));
  }

  protected SinkRecord updateUnchanged(long version, int id, String name) {
    Struct after = row(id, name, ChangeRecordSchemas.UNAVAILABLE_VALUE);
    return change(id, envelope("u", null, after, source(version, "note")));
  }

  protected SinkRecord delete(long version, int id) {
    return change(id, envelope("d", row(id, null, null), null, source(version)));
  }

  private SinkRecord change(int id, Struct envelope) {
    return Records.at(Records.TOPIC, offset++, key(id), envelope);
  }

  private static Struct key(int id) {
    return new Struct(Records.ORDERS.key()).put("id", id);
  }

  private SinkRecord wide(String op, String value, Struct source) {
    List<ChangeRecordSchemas.Column> columns = new ArrayList<>();
    columns.add(new ChangeRecordSchemas.Column("id", Schema.INT32_SCHEMA));
    for (int i = 1; i <= 100; i++) {
      columns.add(new ChangeRecordSchemas.Column("c" + i, Schema.OPTIONAL_STRING_SCHEMA));
    }
    ChangeRecordSchemas schemas = new ChangeRecordSchemas(Records.TOPIC, columns, List.of("id"));
    Struct after = new Struct(schemas.row()).put("id", 1);
    IntStream.rangeClosed(1, 100).forEach(i -> after.put("c" + i, value));
    return change(
        1, new Struct(schemas.envelope()).put("op", op).put("after", after).put("source", source));
  }
}
