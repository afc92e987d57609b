package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows without an envelope or without a schema: what holds wherever they are loaded. */
abstract class PlainInputContract {

  private static final Schema CITY =
      SchemaBuilder.struct()
          .field("id", Schema.INT32_SCHEMA)
          .field("city", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema CITY_KEY =
      SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

  /** As StarRocks' AddOpFieldForDebeziumRecord and then ExtractNewRecordState leave them. */
  private static final Schema CUSTOMER =
      SchemaBuilder.struct()
          .name("test.public.customers.Value")
          .field("id", Schema.INT32_SCHEMA)
          .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("email", Schema.OPTIONAL_STRING_SCHEMA)
          .field("__op", Schema.INT32_SCHEMA)
          .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  protected SinkHarness sink;

  /** The StarRocks to load into; its database {@link SinkHarness#DATABASE} exists. */
  protected abstract SinkHarness.Target target();

  private void start(Map<String, String> config) {
    sink = new SinkHarness(target(), config);
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  /** A sample configuration but for the address and the login, which are the harness's. */
  private void startSample(Map<String, String> sample) {
    Map<String, String> config = new HashMap<>(sample);
    config
        .keySet()
        .removeAll(
            List.of(
                "starrocks.http.url",
                "starrocks.database.name",
                "starrocks.username",
                "starrocks.password"));
    start(config);
  }

  @Test
  void sampleOfStarRocksOwnConnectorLoadsTheDatasetOfItsManual() throws SQLException {
    startSample(Map.of());
    sink.createTable("test_tbl", "DUPLICATE", "city STRING");
    stop();
    startSample(
        OwnConnectorConfigurationTest.properties(OwnConnectorConfigurationTest.FIRST_SAMPLE));

    sink.load(
        at("test", 0, null, Map.of("id", 1L, "city", "New York")),
        at("test", 1, null, Map.of("id", 2L, "city", "Los Angeles")),
        at("test", 2, null, Map.of("id", 3L, "city", "Chicago")));

    assertThat(sink.query("SELECT id, city FROM test_tbl ORDER BY id"))
        .containsExactly("1|New York", "2|Los Angeles", "3|Chicago");
  }

  @Test
  void rowsOfStarRocksOwnTransformationAreWrittenAndRemoved() throws SQLException {
    start(Map.of());
    sink.createTable("customers", "PRIMARY", "first_name STRING, email STRING");
    stop();
    start(
        Map.of(
            "starrocks.topic2table.map", "test.public.customers:customers",
            "starrocks.delete.enabled", "true",
            "audit.columns", "false"));

    sink.load(customer(0, 1, "a", 0), customer(1, 2, "b", 0));
    sink.load(customer(2, 2, "c", 0), customer(3, 1, "a", 1));

    assertThat(sink.query("SELECT id, first_name FROM customers")).containsExactly("2|c");
  }

  private static SinkRecord customer(long offset, int id, String name, int op) {
    Struct row =
        new Struct(CUSTOMER)
            .put("id", id)
            .put("first_name", name)
            .put("email", name + "@a.com")
            .put("__op", op)
            .put("__deleted", op == 1 ? "true" : "false");
    return at("test.public.customers", offset, null, row);
  }

  @Test
  void partialUpdatesMayBeAskedForAsStarRocksOwnConnectorIsAsked() throws SQLException {
    start(
        Map.of(
            "sink.properties.partial_update", "TRUE",
            "sink.properties.partial_update_mode", "column"));
    sink.createTable("cities", "PRIMARY", "city STRING, note STRING");

    sink.load(at("cities", 0, null, Map.of("id", 1L, "city", "Rome", "note", "old")));
    sink.load(at("cities", 1, null, Map.of("id", 1L, "city", "Paris")));

    assertThat(sink.query("SELECT city, note FROM cities")).containsExactly("Paris|old");
  }

  @Test
  void tombstoneDeletesTheRowOfItsKey() throws SQLException {
    start(Map.of("delete.mode", "hard"));
    sink.createTable("cities", "PRIMARY", "city STRING");

    sink.load(
        at("cities", 0, cityKey(1), city(1, "Rome")),
        at("cities", 1, cityKey(2), city(2, "Paris")),
        at("cities", 2, cityKey(1), null));

    assertThat(sink.query("SELECT id, city FROM cities")).containsExactly("2|Paris");
  }

  @Test
  void rowsWithoutASchemaAreReadByTheirColumns() throws SQLException {
    start(Map.of());
    sink.createTable(
        "facts",
        "PRIMARY",
        "whole BIGINT, exact DECIMAL(20,5), near DOUBLE, text STRING, born DATE, moment DATETIME,"
            + " flag BOOLEAN, doc JSON, list ARRAY<INT>");
    Map<String, Object> row = new HashMap<>();
    row.put("id", 1L);
    row.put("whole", 9_007_199_254_740_993L);
    row.put("exact", new BigDecimal("123456789012345.12345"));
    row.put("near", 0.1);
    row.put("text", "\u20ac");
    row.put("born", "2024-02-29");
    row.put("moment", "2024-02-29T23:30:00.5-05:00");
    row.put("flag", true);
    row.put("doc", Map.of("a", List.of(1L, Map.of("b", false))));
    row.put("list", Arrays.asList(1L, null, 3L));

    sink.load(at("facts", 0, null, row), at("facts", 1, Map.of("id", 2L), null));

    assertThat(
            sink.query(
                "SELECT whole, exact, near, text, born, moment, flag, doc, list FROM facts"
                    + " WHERE id = 1"))
        .containsExactly(
            "9007199254740993|123456789012345.12345|0.1|\u20ac|2024-02-29"
                + "|2024-03-01 04:30:00.500000|1|{\"a\":[1,{\"b\":false}]}|[1,null,3]");
    assertThat(sink.query("SELECT dbmazz_is_deleted FROM facts WHERE id = 2")).containsExactly("1");
  }

  @Test
  void debeziumsEnvelopesWithoutSchemasAreLoadedWhereTextTellsTheTypes() throws SQLException {
    start(Map.of());
    sink.createTable(
        "orders",
        "PRIMARY",
        "customer VARCHAR(20) NOT NULL, amount DECIMAL(10,2) NOT NULL, paid BOOLEAN NOT NULL,"
            + " placed DATETIME NOT NULL, note VARCHAR(20)");
    sink.createTable("items", "PRIMARY", "name VARCHAR(20) NOT NULL, price DECIMAL(10,2)");
    SinkRecord[] records = Recorded.withoutSchemas("life-text");

    for (SinkRecord record : records) {
      sink.put(record);
      sink.awaitCommittable(record.topic(), record.kafkaOffset() + 1);
    }

    assertThat(
            sink.query(
                "SELECT id, customer, amount, paid, note, dbmazz_is_deleted FROM orders"
                    + " ORDER BY id"))
        .containsExactly(
            "1|Ann|10.00|1|null|0",
            "2|Bob|2.50|0|null|1",
            "3|Cid|3.75|1|y|1",
            "4|Dan|4.00|0|none|0",
            "20|Bob|2.50|0|null|0");
    assertThat(sink.query("SELECT id, name, price FROM items")).containsExactly("3|nib|0.50");
  }

  @Test
  void topicsThatFitAnExpressionShareATable() throws SQLException {
    start(
        Map.of(
            "starrocks.topic2table.regex", "shop_[0-9]+\\.public\\.(.*)",
            "starrocks.topic2table.replacement", "all_$1"));
    sink.createTable("all_cities", "PRIMARY", "city STRING");

    sink.put(
        at("shop_1.public.cities", 5, cityKey(1), city(1, "Rome")),
        at("shop_2.public.cities", 9, cityKey(2), city(2, "Paris")));

    sink.awaitCommittable("shop_1.public.cities", 6);
    sink.awaitCommittable("shop_2.public.cities", 10);
    assertThat(sink.query("SELECT id, city FROM all_cities ORDER BY id"))
        .containsExactly("1|Rome", "2|Paris");
  }

  @Test
  void newestVersionOfARowWinsWhicheverTopicBringsItLast() throws SQLException {
    start(Map.of("starrocks.topic2table.regex", "(?:old|new)-(.*)"));
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(20)");

    sink.put(
        change("new-orders", 0, 30, Records.row(1, "newest", "x")),
        change("old-orders", 0, 20, Records.row(1, "older", "x")),
        change("old-orders", 1, 10, Records.row(2, "older", "x")),
        change("new-orders", 1, 40, Records.row(2, "newest", "x")));
    sink.awaitCommittable("new-orders", 2);
    sink.load(change("old-orders", 2, 25, Records.row(1, "late", "x")));

    assertThat(sink.query("SELECT id, name, dbmazz_cdc_version FROM orders ORDER BY id"))
        .containsExactly("1|newest|30", "2|newest|40");
  }

  @Test
  void newestVersionOfARowWinsWhicheverTaskLoadsItLast() throws SQLException {
    Map<String, String> shared = Map.of("starrocks.topic2table.regex", "(?:old|new)-(.*)");
    start(shared);
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(20)");
    try (SinkHarness other = new SinkHarness(target(), shared)) {
      sink.load(change("old-orders", 0, 10, Records.row(2, "first", "x")));
      other.load(change("new-orders", 0, 30, Records.row(1, "newest", "x")));

      sink.load(change("old-orders", 1, 20, Records.row(1, "older", "x")));
    }

    assertThat(sink.query("SELECT id, name FROM orders ORDER BY id"))
        .containsExactly("1|newest", "2|first");
  }

  private static SinkRecord change(String topic, long offset, long version, Struct after) {
    return at(topic, offset, null, Records.envelope("u", null, after, Records.source(version)));
  }

  private static Struct city(int id, String name) {
    return new Struct(CITY).put("id", id).put("city", name);
  }

  private static Struct cityKey(int id) {
    return new Struct(CITY_KEY).put("id", id);
  }
}
