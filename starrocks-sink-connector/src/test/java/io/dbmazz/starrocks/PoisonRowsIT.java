package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that StarRocks itself refuses, because a table has changed since the sink has read it. */
class PoisonRowsIT {

  private static final String AUDIT =
      ", dbmazz_op_type TINYINT NULL, dbmazz_is_deleted BOOLEAN NULL,"
          + " dbmazz_synced_at DATETIME NULL, dbmazz_cdc_version BIGINT NULL";
  private static final String POISON = "poison-4711";
  private static final String SEEN = "SELECT id, name, note FROM orders ORDER BY id";
  private static StarRocksEmulator starRocks;

  private final Reports reports = new Reports();
  private SinkHarness sink;
  private int mark;

  @BeforeAll
  static void startStarRocks() {
    // Its error logs have an address that no client reaches, and none is told where it is instead.
    starRocks =
        StarRocksEmulator.start(
            EmulatorOptions.defaults()
                .withBackEndHost("10.255.255.7")
                .withDatabases(SinkHarness.DATABASE));
  }

  @AfterAll
  static void stopStarRocks() {
    starRocks.close();
  }

  @BeforeEach
  void startAtFrontEnd() throws SQLException {
    // The map leads to the error logs, too.
    String there = "10.255.255.7:" + starRocks.bePort() + "=127.0.0.1:" + starRocks.bePort();
    start(starRocks.feUrl(), Map.of("redirect.host.map", there), "VARCHAR(5)");
  }

  @AfterEach
  void stop() {
    starRocks.faults().clear();
    Optional.ofNullable(sink).ifPresent(SinkHarness::close);
  }

  /** A sink that knows the tables as they were before their column name became narrower. */
  private void start(String url, Map<String, String> config, String name) throws SQLException {
    if (sink != null) {
      sink.close();
    }
    sink =
        new SinkHarness(
            new SinkHarness.Target(url, "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort()), config);
    sink.restartReportingTo(reports);
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    sink.load(insert(0, 99, "a"));
    narrow(name);
  }

  private void narrow(String name) throws SQLException {
    sink.createTable("orders", "PRIMARY", "name " + name + ", note VARCHAR(100)" + AUDIT);
    mark = starRocks.requests().size();
  }

  private void startAtBackEnd() throws SQLException {
    start(starRocks.beUrl(), Map.of(), "VARCHAR(5)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5", "10", "1,10", "2,3,7", "1,2,3,4,5,6,7,8,9,10"})
  void culpritsAloneAreSetAsideAndTheLogTellsThem(String culprits) throws SQLException {
    List<Long> poisoned = numbers(culprits);

    sink.load(batch(poisoned));

    assertOnlyReported(poisoned);
    // The batch, the good rows, and each that the log names; where it names all, it is no help.
    assertThat(loads().size())
        .isLessThanOrEqualTo(poisoned.size() == 10 ? 19 : 2 + poisoned.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5", "10", "1,10", "2,3,7"})
  void culpritsAreFoundWithoutTheLog(String culprits) throws SQLException {
    startAtBackEnd();
    List<Long> poisoned = numbers(culprits);

    sink.load(batch(poisoned));

    assertOnlyReported(poisoned);
    assertThat(loads().size()).isGreaterThan(2 + poisoned.size());
  }

  @Test
  void rowThatTheLogPrintsIsToldByItsKey() throws SQLException {
    narrow("VARCHAR(20) NOT NULL");
    SinkRecord[] records = batch(List.of());
    records[6] = insert(7, 7, null);

    sink.load(records);

    assertThat(reports.offsets()).containsExactly(7L);
    assertThat(reports.reasons().get(0)).contains("column name: NULL in a NOT NULL column");
    assertThat(loads()).hasSize(3);
  }

  @Test
  void reportNamesTableColumnAndReasonAndNeverTheValue() throws SQLException {
    sink.load(batch(List.of(5L)));

    assertThat(reports.reasons())
        .singleElement()
        .asString()
        .contains("Table shop.orders refuses a row", "column name: too long")
        .doesNotContain(POISON);
  }

  @Test
  void culpritsInPartialUpdatesAndInWholeRowsAreFoundAlike() throws SQLException {
    sink.load(batch(List.of()));
    mark = starRocks.requests().size();

    sink.load(
        update(11, 1, "b"),
        updateUnchanged(12, 2, "c"),
        updateUnchanged(13, 3, POISON),
        update(14, 4, POISON),
        updateUnchanged(15, 5, "d"),
        delete(16, 6));

    assertThat(reports.offsets()).containsExactly(13L, 14L);
    assertThat(sink.query(SEEN).subList(0, 5))
        .containsExactly("1|b|v11", "2|c|v2", "3|a|v3", "4|a|v4", "5|d|v5");
    assertThat(sink.query("SELECT id FROM orders WHERE dbmazz_is_deleted")).containsExactly("6");
    assertNothingWasLoadedTwice();
  }

  @Test
  void aLaterChangeOfTheRowInAnotherBatchIsLoaded() throws SQLException {
    sink.load(insert(1, 1, "a"));
    sink.load(update(2, 1, POISON));
    assertThat(sink.query(SEEN)).containsExactly("1|a|v1");

    sink.load(update(3, 1, "c"));

    assertThat(sink.query(SEEN)).containsExactly("1|c|v3");
    assertThat(reports.offsets()).containsExactly(2L);
  }

  @Test
  void aLaterChangeOfTheSameBatchTakesThePlaceOfTheBadValue() throws SQLException {
    sink.load(insert(1, 1, POISON), update(2, 1, "b"), insert(3, 2, "a"));

    assertThat(reports.offsets()).isEmpty();
    assertThat(sink.query(SEEN)).containsExactly("1|b|v2", "2|a|v3");
  }

  @Test
  void aBadChangeTakesTheEarlierOnesOfItsBatchAlongInTheirOrder() throws SQLException {
    sink.load(insert(1, 1, "a"), insert(2, 2, "a"), update(3, 1, POISON));

    assertThat(reports.offsets()).containsExactly(1L, 3L);
    assertThat(sink.query(SEEN)).containsExactly("2|a|v2");
  }

  @Test
  void whenErrorsAreNotToleratedNothingIsAcknowledgedBeyondTheCulprit() throws SQLException {
    try (SinkHarness strict =
        new SinkHarness(
            new SinkHarness.Target(
                starRocks.beUrl(), "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort()),
            Map.of())) {
      strict.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
      strict.load(insert(0, 99, "a"));
      narrow("VARCHAR(5)");
      strict.load(insert(1, 1, "a"));
      strict.put(insert(2, 2, POISON), insert(3, 3, "a"));

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> strict.put(insert(4, 4, "a")))
                      .isExactlyInstanceOf(ConnectException.class)
                      .hasMessageContaining("shop.orders")
                      .hasMessageNotContaining(POISON));
      assertThat(strict.committable(Records.TOPIC)).isEqualTo(2);
    }
  }

  @Test
  void anOutageBetweenTheLoadsIsOutlivedAndNoRowIsLoadedTwice() throws SQLException {
    startAtBackEnd(); // without its help the loads are many, and each has its own label
    sink.close();
    start(
        starRocks.beUrl(),
        Map.of("audit.columns", "false", "delete.mode", "ignore", "sink.maxretries", "0"),
        "VARCHAR(5)");
    sink.createTable("events", "DUPLICATE", "name VARCHAR(20)");
    sink.load(event(0, "a"));
    sink.createTable("events", "DUPLICATE", "name VARCHAR(5)");
    mark = starRocks.requests().size();
    int[] seen = new int[1];
    starRocks
        .faults()
        .next(2, load -> seen[0]++ > 2, new Fault.Fail("Service is shutting down, please retry"));
    SinkRecord[] records = new SinkRecord[10];
    for (int i = 0; i < records.length; i++) {
      records[i] = event(i + 1, i == 6 ? POISON : "n" + i);
    }

    sink.load(records);

    assertThat(starRocks.faults().pending()).isZero();
    assertThat(reports.offsets()).containsExactly(7L);
    assertThat(sink.query("SELECT name FROM events ORDER BY id"))
        .containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n7", "n8", "n9");
  }

  @Test
  void aTaskThatDiesBetweenTheLoadsLosesNothing() throws SQLException {
    CountDownLatch release = new CountDownLatch(1);
    int[] seen = new int[1];
    starRocks.faults().next(1, load -> seen[0]++ == 2, new Fault.Held(release));
    SinkRecord[] records = batch(List.of(3L, 8L));
    sink.put(records);
    await()
        .until(
            () -> {
              sink.put();
              return starRocks.faults().pending() == 0;
            });
    assertThat(sink.committable(Records.TOPIC)).isLessThanOrEqualTo(1);

    sink.restart();
    release.countDown();
    sink.load(records);

    assertOnlyReported(List.of(3L, 8L));
  }

  private void assertOnlyReported(List<Long> poisoned) throws SQLException {
    assertThat(reports.offsets()).isEqualTo(poisoned);
    assertThat(sink.query("SELECT id FROM orders ORDER BY id"))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 10)
                .filter(id -> !poisoned.contains(id))
                .mapToObj(Long::toString)
                .toList());
  }

  private void assertNothingWasLoadedTwice() {
    List<String> labels =
        loads().stream()
            .filter(load -> load.answer().equals("Success"))
            .map(load -> load.label().orElseThrow())
            .toList();
    assertThat(labels).doesNotHaveDuplicates();
  }

  private List<SeenRequest> loads() {
    List<SeenRequest> all = starRocks.requests();
    return all.subList(mark, all.size()).stream()
        .filter(seen -> seen.node() == Fault.Node.BACK_END && seen.method().equals("PUT"))
        .toList();
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
  }

  /** Rows 1 to 10, each at the offset of its key. */
  private static SinkRecord[] batch(List<Long> poisoned) {
    List<SinkRecord> records = new ArrayList<>();
    for (long id = 1; id <= 10; id++) {
      records.add(insert(id, (int) id, poisoned.contains(id) ? POISON : "a"));
    }
    return records.toArray(SinkRecord[]::new);
  }

  private static SinkRecord insert(long offset, int id, String name) {
    return change(offset, id, envelope("c", null, row(offset, id, name), source(100 + offset)));
  }

  private static SinkRecord update(long offset, int id, String name) {
    return change(offset, id, envelope("u", null, row(offset, id, name), source(100 + offset)));
  }

  private static SinkRecord updateUnchanged(long offset, int id, String name) {
    Struct after = Records.row(id, name, ChangeRecordSchemas.UNAVAILABLE_VALUE);
    return change(offset, id, envelope("u", null, after, source(100 + offset, "note")));
  }

  private static SinkRecord delete(long offset, int id) {
    Struct before = Records.row(id, null, null);
    return change(offset, id, envelope("d", before, null, source(100 + offset)));
  }

  private static Struct row(long offset, int id, String name) {
    return Records.row(id, name, "v" + offset);
  }

  private static SinkRecord change(long offset, int id, Struct envelope) {
    Struct key = new Struct(Records.ORDERS.key()).put("id", id);
    return Records.at(Records.TOPIC, offset, key, envelope);
  }

  private static SinkRecord event(long offset, String name) {
    return Records.at("events", offset, null, Map.of("id", offset, "name", name));
  }
}
