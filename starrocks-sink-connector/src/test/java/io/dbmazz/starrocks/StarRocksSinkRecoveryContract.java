package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.change.Records;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Tasks that end, begin again and follow each other, and servers that refuse. */
abstract class StarRocksSinkRecoveryContract extends StarRocksSinkContract {

  private static final int ROWS_OF_A_POLL = 200;

  private static SinkRecord[] poll(long version) {
    SinkRecord[] records = new SinkRecord[ROWS_OF_A_POLL];
    for (int id = 0; id < records.length; id++) {
      records[id] = FaultySink.insert(id, version, id, "v" + version);
    }
    return records;
  }

  @Test
  void rowsOnTheirWayWhenATaskEndsAreLoadedByTheNext() throws SQLException {
    sink.put(poll(10));
    sink.restart();
    sink.load(poll(10));

    assertThat(sink.query("SELECT COUNT(*), COUNT(DISTINCT id), MAX(name) FROM orders"))
        .containsExactly(ROWS_OF_A_POLL + "|" + ROWS_OF_A_POLL + "|v10");
  }

  @Test
  void taskThatTakesPartitionsOverDoesNotReplaceNewerRowsByThoseItReadsAgain() throws SQLException {
    sink.load(poll(10));
    try (SinkHarness next = new SinkHarness(target(), Map.of())) {
      next.open(Records.TOPIC);
      sink.load(poll(20));

      next.load(poll(10));

      assertThat(sink.query("SELECT MIN(dbmazz_cdc_version), MIN(name) FROM orders"))
          .containsExactly("20|v20");
    }
  }

  @Test
  void versionsOfARowThatFollowEachOtherQuicklyEndWithTheNewest() throws SQLException {
    for (int version = 1; version <= 30; version++) {
      sink.put(FaultySink.insert(version, version, 1, "v" + version));
    }
    sink.awaitCommittable(Records.TOPIC, 31);

    assertThat(sink.query("SELECT id, name, dbmazz_cdc_version FROM orders"))
        .containsExactly("1|v30|30");
  }

  @Test
  void tasksThatLoadOneTableAtTheSameTimeDoNotDisturbEachOther() throws SQLException {
    try (SinkHarness other = new SinkHarness(target(), Map.of())) {
      for (int i = 0; i < 5; i++) {
        sink.put(FaultySink.insert(i, 10, 2 * i, "even"));
        other.put(FaultySink.insert(i, 10, 2 * i + 1, "odd"));
      }
      sink.awaitCommittable(Records.TOPIC, 5);
      other.awaitCommittable(Records.TOPIC, 5);
    }

    assertThat(sink.query("SELECT name, COUNT(*) FROM orders GROUP BY name ORDER BY name"))
        .containsExactly("even|5", "odd|5");
  }

  @Test
  void rowsOfATableWithoutKeyArriveOnce() throws SQLException {
    sink.createTable("events", "DUPLICATE", "name VARCHAR(20)");

    sink.load(FaultySink.event(0, 1), FaultySink.event(1, 1), FaultySink.event(2, 2));

    assertThat(sink.query("SELECT id, COUNT(*) FROM events GROUP BY id ORDER BY id"))
        .containsExactly("1|2", "2|1");
  }

  @Test
  void rowsThatStarRocksItselfRefusesEndTheTaskAndNoneOfThemArrives() throws SQLException {
    sink.load(FaultySink.insert(0, 10, 1, "a"));
    // Behind the back of the task, which takes the column for as long as it was.
    sink.createTable(
        "orders",
        "PRIMARY",
        "name VARCHAR(3), note VARCHAR(100), dbmazz_op_type TINYINT NULL, dbmazz_is_deleted"
            + " BOOLEAN NULL, dbmazz_synced_at DATETIME NULL, dbmazz_cdc_version BIGINT NULL");
    sink.put(FaultySink.insert(1, 20, 2, "b"), FaultySink.insert(2, 20, 3, "longer"));

    FaultySink.awaitEnd(sink, "shop.orders", "StarRocks refuses rows");
    assertThat(sink.query("SELECT id FROM orders")).isEmpty();
    assertThat(sink.committable(Records.TOPIC)).isEqualTo(1);
  }

  @Test
  void wrongPasswordEndsTheStartAndIsNotShown() {
    assertThatThrownBy(() -> start(Map.of("starrocks.password", "wrong secret")))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("starrocks.password")
        .hasMessageNotContaining("wrong secret");
  }
}
