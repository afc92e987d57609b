package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.OrderRows.column;
import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.change.Records;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tables come to be and follow their source: holds for a real StarRocks too. */
abstract class StarRocksTableContract {

  protected static final Map<String, String> FOLLOWING =
      Map.of(
          "auto.create.tables", "true",
          "auto.create.properties", "replication_num=1",
          "schema.evolution", "add");

  protected static final OrderRows NAMED =
      new OrderRows(column("name", Schema.OPTIONAL_STRING_SCHEMA));
  protected static final OrderRows WITH_QUANTITY =
      new OrderRows(
          column("name", Schema.OPTIONAL_STRING_SCHEMA),
          column("quantity", Schema.OPTIONAL_INT32_SCHEMA));
  private static final OrderRows QUANTITY_ALONE =
      new OrderRows(column("quantity", Schema.OPTIONAL_INT32_SCHEMA));

  protected SinkHarness sink;

  /** The StarRocks to load into; its database {@link SinkHarness#DATABASE} exists. */
  protected abstract SinkHarness.Target target();

  /** A sink whose offsets begin anew. */
  protected SinkHarness newSink(Map<String, String> config) {
    return new SinkHarness(target(), config);
  }

  @BeforeEach
  void start() throws SQLException {
    sink = newSink(FOLLOWING);
    sink.drop("orders");
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  protected void start(Map<String, String> config) {
    sink.close();
    sink = newSink(config);
  }

  @Test
  void missingTableIsCreatedFromTheRecord() throws SQLException {
    sink.load(NAMED.written(1, 1, "a"), NAMED.written(2, 1, "b"));

    assertThat(sink.query("SELECT id, name, dbmazz_cdc_version FROM orders"))
        .containsExactly("1|b|2");
  }

  @Test
  void tasksCreateTheSameTableTogether() throws SQLException {
    try (SinkHarness other = newSink(FOLLOWING)) {
      CompletableFuture<Void> theirs =
          CompletableFuture.runAsync(() -> other.load(NAMED.written(2, 2, "b")));
      sink.load(NAMED.written(1, 1, "a"));
      theirs.join();
    }

    assertThat(sink.query("SELECT id, name FROM orders ORDER BY id")).containsExactly("1|a", "2|b");
  }

  @Test
  void recordsWithoutAKeyMakeATableThatKeepsEachOfThem() throws SQLException {
    sink.drop("visits");
    sink.load(
        Records.at("shop.public.visits", 0, null, row(1, "a", "b")),
        Records.at("shop.public.visits", 1, null, row(1, "a", "b")));

    assertThat(sink.query("SELECT id, name, note FROM visits")).containsExactly("1|a|b", "1|a|b");
  }

  @Test
  void recordsWithAKeyThatHasNoNamesCreateNoTable() {
    SinkRecord nameless = Records.at("shop.public.nameless", 0, "1", row(1, "a", "b"));

    assertThatThrownBy(() -> sink.put(nameless))
        .hasMessageContainingAll("shop.nameless", "without named fields", "key.converter");
  }

  @Test
  void createdTableTakesDeletesAndTruncates() throws SQLException {
    sink.load(truncate(1), NAMED.written(2, 1, "a"), NAMED.written(3, 2, "b"));
    sink.load(NAMED.deleted(4, 2));
    assertThat(sink.query("SELECT id, name, dbmazz_is_deleted FROM orders ORDER BY id"))
        .containsExactly("1|a|0", "2|b|1");

    sink.load(truncate(5), NAMED.written(6, 3, "c"));
    assertThat(sink.query("SELECT id, name FROM orders")).containsExactly("3|c");
  }

  private static SinkRecord truncate(long offset) {
    return Records.at(Records.TOPIC, offset, null, envelope("t", null, null, source(offset)));
  }

  @Test
  void rowsBeforeAndAfterAColumnWasAddedMayComeTogether() throws SQLException {
    sink.load(NAMED.written(1, 1, "a"));
    sink.load(
        NAMED.written(2, 2, "b"),
        NAMED.written(3, 3, "c"),
        WITH_QUANTITY.written(4, 3, "d", 40),
        WITH_QUANTITY.written(5, 4, "e", 50));

    assertThat(sink.query("SELECT id, name, quantity FROM orders ORDER BY id"))
        .containsExactly("1|a|null", "2|b|null", "3|d|40", "4|e|50");
  }

  @Test
  void columnThatTheSourceDroppedIsNullInRowsThatComeAfter() throws SQLException {
    sink.load(WITH_QUANTITY.written(1, 1, "a", 10), WITH_QUANTITY.written(2, 2, "b", 20));
    sink.load(NAMED.written(3, 2, "c"), WITH_QUANTITY.written(4, 3, "d", 40));
    sink.load(NAMED.written(5, 3, "e"));

    assertThat(sink.query("SELECT id, name, quantity FROM orders ORDER BY id"))
        .containsExactly("1|a|10", "2|c|null", "3|e|null");
  }

  @Test
  void dropWithinABatchIsTheSameAsBetweenBatches() throws SQLException {
    sink.load(WITH_QUANTITY.written(1, 1, "a", 10), NAMED.written(2, 1, "b"));

    assertThat(sink.query("SELECT id, name, quantity FROM orders")).containsExactly("1|b|null");
  }

  @Test
  void deleteOfAKeyAloneLeavesADroppedColumnAsItWas() throws SQLException {
    sink.load(WITH_QUANTITY.written(1, 1, "a", 10));
    sink.load(NAMED.deleted(2, 1));

    assertThat(sink.query("SELECT id, name, quantity, dbmazz_is_deleted FROM orders"))
        .containsExactly("1|a|10|1");
  }

  @Test
  void columnWithADefaultBelongsToSomebodyElse() throws SQLException {
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), rank INT NULL DEFAULT \"7\"");
    sink.load(NAMED.written(1, 1, "a"), NAMED.written(2, 1, "b"));

    assertThat(sink.query("SELECT id, name, `rank` FROM orders")).containsExactly("1|b|7");
  }

  @Test
  void renamedColumnStaysBesideTheNewOne() throws SQLException {
    sink.load(NAMED.written(1, 1, "a"), NAMED.written(2, 2, "b"));
    sink.load(QUANTITY_ALONE.written(3, 2, 30));

    assertThat(sink.query("SELECT id, name, quantity FROM orders ORDER BY id"))
        .containsExactly("1|a|null", "2|null|30");
  }

  @Test
  void widenedColumnsAreWidened() throws SQLException {
    sink.createTable(
        "orders", "PRIMARY", "n INT, d DECIMAL(5, 2), s VARCHAR(4), f FLOAT, t DATE NOT NULL");
    OrderRows wide =
        new OrderRows(
            column("n", Schema.OPTIONAL_INT64_SCHEMA),
            column("d", decimal(12, 4)),
            column("s", text(10)),
            column("f", Schema.OPTIONAL_FLOAT64_SCHEMA),
            column("t", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp")));

    sink.load(
        wide.written(
            1,
            1,
            1L << 40,
            new BigDecimal("12345678.1234"),
            "x".repeat(20),
            0.123456789,
            1_000_000L));

    assertThat(sink.query("SELECT n, d, s, f, t FROM orders"))
        .containsExactly(
            "1099511627776|12345678.1234|" + "x".repeat(20) + "|0.123456789|1970-01-01 00:00:01");
  }

  private static Schema decimal(int precision, int scale) {
    return Decimal.builder(scale)
        .parameter("connect.decimal.precision", Integer.toString(precision))
        .optional()
        .build();
  }

  private static Schema text(int length) {
    return SchemaBuilder.string()
        .parameter("__debezium.source.column.length", Integer.toString(length))
        .optional()
        .build();
  }

  private static Schema named(Schema.Type type, String name) {
    return new SchemaBuilder(type).name(name).optional().build();
  }

  @Test
  void tasksThatChangeTheSameTableDoNotFailEachOther() throws SQLException {
    sink.load(NAMED.written(1, 1, "a"));
    try (SinkHarness other = newSink(FOLLOWING)) {
      CompletableFuture<Void> theirs =
          CompletableFuture.runAsync(() -> other.load(QUANTITY_ALONE.written(2, 2, 20)));
      sink.load(WITH_QUANTITY.written(3, 3, "c", 30));
      theirs.join();
    }

    assertThat(sink.query("SELECT id, name, quantity FROM orders ORDER BY id"))
        .containsExactly("1|a|null", "2|null|20", "3|c|30");
  }

  @Test
  void withoutEvolutionAMissingColumnEndsTheTaskAndBothSidesAreNamed() throws SQLException {
    start(Map.of());
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20)");
    sink.put(WITH_QUANTITY.written(1, 1, "a", 10));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> sink.put(WITH_QUANTITY.written(2, 2, "b", 20)))
                    .hasStackTraceContaining("shop.orders has no column quantity")
                    .hasStackTraceContaining("INT32")
                    .hasStackTraceContaining("ADD COLUMN `quantity` INT")
                    .hasStackTraceContaining("schema.evolution=add"));
  }
}
