package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Fault.Fail;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sink does at each message with which a load fails. */
class MessageCatalogueIT {

  private static StarRocksEmulator starRocks;
  private FaultySink sink;

  @BeforeAll
  static void startStarRocks() {
    starRocks =
        StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE));
  }

  @AfterAll
  static void stopStarRocks() {
    starRocks.close();
  }

  @BeforeEach
  void start() throws SQLException {
    sink = new FaultySink(starRocks, Map.of());
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void unknownDatabaseEndsTheTaskWithTheStatementThatMakesIt() throws SQLException {
    sink.endsWith(
        new Fail("unknown database, database=shop"),
        "shop.orders",
        "unknown database",
        "CREATE DATABASE `shop`");
  }

  @Test
  void unknownTableEndsTheTask() throws SQLException {
    sink.endsWith(
        new Fail("unknown table \"shop.orders\""),
        "unknown table",
        "Create the table",
        "starrocks.topic2table.map");
  }

  @Test
  void accessDeniedEndsTheTaskWithTheGrant() throws SQLException {
    sink.endsWith(
        new Fail("Access denied; you need (at least one of) the INSERT privilege(s) on TABLE"),
        "GRANT INSERT ON TABLE shop.orders TO",
        "starrocks.username");
  }

  @Test
  void labelThatIsTakenByTheSameLoadIsSuccess() throws SQLException {
    // Asked directly, a back end knows no states: the load sent again meets its own label.
    SinkHarness.Target backEnd =
        new SinkHarness.Target(starRocks.beUrl(), FaultySink.target(starRocks).sqlUrl());
    sink.close();
    sink = new FaultySink(starRocks, new SinkHarness(backEnd, Map.of()));

    sink.landsOnceDespite(new Fault.ReplyLost());

    assertThat(sink.loads("events"))
        .extracting(seen -> seen.answer())
        .containsSubsequence("cut", "Label Already Exists");
  }

  @Test
  void badRowsEndTheTaskWithColumnAndRule() throws SQLException {
    sink.harness().createTable("orders", "PRIMARY", narrow());

    sink.harness().put(FaultySink.insert(2, 40, 3, "longer"));

    sink.awaitEnd("shop.orders", "column name: too long");
    assertThat(sink.harness().query("SELECT id FROM orders")).isEmpty();
    assertThat(sink.harness().committable(Records.TOPIC)).isEqualTo(2);
  }

  private static String narrow() {
    return "name VARCHAR(3), note VARCHAR(100), dbmazz_op_type TINYINT NULL,"
        + " dbmazz_is_deleted BOOLEAN NULL, dbmazz_synced_at DATETIME NULL,"
        + " dbmazz_cdc_version BIGINT NULL";
  }

  @Test
  void keyThatIsTooLongEndsTheTaskWithTheLimit() throws SQLException {
    sink.endsWith(new Fail("primary key size exceed the limit"), "shop.orders", "128 bytes");
  }

  @Test
  void databaseWithTooManyTransactionsIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(Fail.tooManyRunning(1000));
  }

  @Test
  void backEndWithTooManyTransactionsIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(
        new Fail("streamload txn num per be exceeds limit, be: 10002, limit: 100"));
  }

  @Test
  void tableWithTooManyTransactionsIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(
        new Fail("current running txns on table 10011 is 100, larger than limit 100"));
  }

  @Test
  void fullDatabaseEndsTheTaskWithTheStatementThatRaisesItsQuota() throws SQLException {
    sink.endsWith(
        Fail.quotaExceeded("shop"),
        "shop.orders",
        "data size exceeds quota",
        "ALTER DATABASE `shop` SET DATA QUOTA");
  }

  @Test
  void tooManyVersionsAreWaitedFor() throws SQLException {
    sink.landsOnceDespite(Fail.tooManyVersions(1000));
  }

  @Test
  void tooManyVersionsInOlderWordsAreWaitedFor() throws SQLException {
    sink.landsOnceDespite(
        new Fail("Too many versions. tablet_id: 10011, version_count: 1001, limit: 1000"));
  }

  @Test
  void compactionThatIsBehindIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(
        new Fail(
            "Failed to load data into partition 10012, because of too large compaction score,"
                + " current/limit: 2000/2000. You can reduce the loading job concurrency"));
  }

  @Test
  void memoryIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(Fail.memoryExceeded());
  }

  @Test
  void memoryOfALoadIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(new Fail("MEM_LIMIT_EXCEEDED: load_tracker exceeds its limit"));
  }

  @Test
  void loadThatTimedOutIsSentAgain() throws SQLException {
    sink.landsOnceDespite(new Fail("transaction is already ABORTED, timeout by txn manager"));
  }

  @Test
  void commitThatGotNoLockIsSentAgainWithTheSameLabel() throws SQLException {
    sink.landsOnceDespite(
        new Fail("get database write lock timeout, database=shop, timeoutMillis=10000"));

    assertThat(sink.labels("events")).hasSize(2).containsOnly(sink.labels("events").get(0));
  }

  @Test
  void commitThatTheBackEndHoldsBackForTheRateIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(new Fault.SlowAnswer(Duration.ofMillis(300)));

    assertThat(sink.loads("events")).hasSize(1);
  }

  @Test
  void leaderThatHasMovedIsLookedForAgain() throws SQLException {
    sink.landsOnceDespite(Fail.notMaster());
  }

  @Test
  void backEndThatShutsDownIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(new Fail("Service is shutting down, please retry later!"));
  }

  @Test
  void nothingToLoadIsNotLoaded() throws SQLException {
    Struct truncate = envelope("t", null, null, source(20));
    sink.harness().load(Records.at(Records.TOPIC, 2, null, truncate));

    assertThat(sink.harness().query("SELECT id FROM orders")).isEmpty();
    assertThat(sink.loads("orders")).isEmpty();
  }

  @Test
  void transactionThatVanishedIsSentAgainUnlessItsLabelSaysCommitted() throws SQLException {
    sink.landsOnceDespite(new Fail("transaction not found"));

    assertThat(sink.labels("events")).hasSize(2).containsOnly(sink.labels("events").get(0));
  }

  @Test
  void clusterWithoutBackEndIsWaitedFor() throws SQLException {
    sink.landsOnceDespite(new Fault.NoBackEnd());
  }

  @Test
  void columnsThatDoNotFitEndTheTaskWhenTheTableIsAsItWas() throws SQLException {
    sink.endsWith(
        new Fail("Getting analyzing error. Detail message: Column 'colour' cannot be resolved."),
        "shop.orders",
        "does not fit the table",
        "cannot be resolved");
  }
}
