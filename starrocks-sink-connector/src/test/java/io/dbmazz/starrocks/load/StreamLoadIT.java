package io.dbmazz.starrocks.load;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows, and of failures on the way, in the emulator. */
class StreamLoadIT {

  private static final String COLUMNS =
      "id BIGINT NOT NULL, name VARCHAR(9) NOT NULL, total DECIMAL(9, 2) NULL";
  private static final String ALL =
      "SELECT id, name, total, dbmazz_op_type, dbmazz_is_deleted, dbmazz_cdc_version FROM orders"
          + " ORDER BY id";

  private final Rows rows = new Rows("id", "name", "total");
  private EmulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new EmulatedCluster(EmulatorOptions.defaults());
    cluster.createOrders(COLUMNS);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void rowsArriveWithTheirAuditColumns() {
    cluster.load(rows.upsert(1, "a", "1.50"), rows.upsert(2, "b", null));

    assertThat(cluster.rows(ALL)).containsExactly("1 a 1.50 0 0 100", "2 b null 0 0 100");
    assertThat(cluster.rows("SELECT dbmazz_synced_at FROM orders WHERE id = 1"))
        .containsExactly("2026-01-01 12:00:00.123456");
  }

  @Test
  void aPartialUpdateLeavesTheOtherColumns() {
    cluster.load(rows.upsert(1, "a", "1.50"));

    cluster.load(rows.upsertAt(200, 1, ABSENT, "2.50"));

    assertThat(cluster.rows(ALL)).containsExactly("1 a 2.50 0 0 200");
  }

  @Test
  void aSoftDeleteKeepsTheRowAndMarksIt() {
    cluster.load(rows.upsert(1, "a", "1.50"), rows.upsert(2, "b", "2.50"));

    cluster.load(rows.softDelete(1, ABSENT, ABSENT), new Rows("id").softDelete(2));

    assertThat(cluster.rows(ALL)).containsExactly("1 a 1.50 2 1 100", "2 b 2.50 2 1 100");
  }

  @Test
  void aHardDeleteRemovesTheRowThoughItsRequiredColumnsAreNotKnown() {
    cluster.load(rows.upsert(1, "a", "1.50"), rows.upsert(2, "b", "2.50"));

    cluster.load(rows.hardDelete(1, ABSENT, ABSENT), new Rows("id").hardDelete(2));

    assertThat(cluster.rows(ALL)).isEmpty();
  }

  @Test
  void aTruncateEmptiesTheTableBeforeTheRowsOfItsBatch() {
    cluster.load(rows.upsert(1, "a", "1.50"));
    HttpStreamLoader loader = cluster.loader(List.of(cluster.emulator().feUrl()), Map.of());

    loader.load(
        new RowBatch(
            EmulatedCluster.ORDERS, List.of(rows.upsert(2, "b", 1)), true, Instant.EPOCH, "t"));

    assertThat(cluster.rows(ALL)).containsExactly("2 b 1.00 0 0 100");
  }

  @Test
  void aLostAnswerIsRecognisedAndTheRowsAreNotLoadedTwice() {
    cluster.fail(new Fault.ReplyLost());

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.loads()).hasSize(1);
    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void aBatchThatWasLoadedIsRecognisedByItsLabel() {
    RowBatch batch = EmulatedCluster.batch(rows.upsert(1, "a", "1.50"));
    cluster.loader(List.of(cluster.emulator().feUrl()), Map.of()).load(batch);
    cluster.execute("DELETE FROM orders WHERE id = 1");

    cluster.loader(List.of(cluster.emulator().feUrl()), Map.of()).load(batch);

    assertThat(cluster.loads().get(1).answer()).isEqualTo("Label Already Exists");
    assertThat(cluster.rows(ALL)).isEmpty();
  }

  @Test
  void publishTimeoutIsSuccess() {
    cluster.fail(new Fault.PublishTimeout());

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.loads()).hasSize(1);
    assertThat(cluster.counters().retries()).isZero();
  }

  @Test
  void aCommitThatNobodyIsSureOfIsAskedFor() {
    cluster.fail(new Fault.CommitUnknown());

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.loads()).hasSize(1);
    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void whatTimeCuresIsTriedAgainWithTheSameLabel() {
    cluster.fail(new Fault.Fail("current running txns on db 1 is 1000, larger than limit 1000"));
    cluster.fail(new Fault.CutInBody());
    cluster.fail(new Fault.ServerError(Fault.Node.BACK_END));

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.loads()).hasSize(4);
    assertThat(cluster.loads().stream().map(seen -> seen.label().orElseThrow()).distinct())
        .hasSize(1);
    assertThat(cluster.counters().retries()).isEqualTo(3);
    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void aDeadBackEndIsFollowedByAnotherTry() {
    cluster.fail(new Fault.DeadBackEnd());
    cluster.fail(new Fault.NoBackEnd());

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void aSlowFrontEndIsWaitedForInsteadOfBeingSentTheBody() {
    cluster.fail(new Fault.SlowRedirect(Duration.ofMillis(3500)));

    cluster.load(rows.upsert(1, "a", "1.50"));

    assertThat(cluster.loads()).hasSize(1);
    assertThat(cluster.counters().retries()).isZero();
  }

  @Test
  void anotherFrontEndIsAskedWhenOneIsGone() {
    HttpStreamLoader loader =
        cluster.loader(List.of("http://127.0.0.1:1", cluster.emulator().feUrl()), Map.of());

    loader.load(EmulatedCluster.batch(rows.upsert(1, "a", "1.50")));

    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void aFollowerSendsTheQuestionForALoadStateToItsLeader() {
    try (EmulatedCluster two = new EmulatedCluster(EmulatorOptions.defaults().withFollower())) {
      two.createOrders(COLUMNS);
      two.fail(new Fault.ReplyLost());
      String follower = two.emulator().followerUrl().orElseThrow();

      two.loader(List.of(follower), Map.of())
          .load(EmulatedCluster.batch(rows.upsert(1, "a", "1.50")));

      assertThat(two.loads()).hasSize(1);
      assertThat(two.rows(ALL)).hasSize(1);
    }
  }

  @Test
  void aBackEndBehindAnAddressThatIsNoneForClientsIsMapped() {
    EmulatorOptions hidden = EmulatorOptions.defaults().withBackEndHost("10.255.255.7");
    try (EmulatedCluster container = new EmulatedCluster(hidden)) {
      container.createOrders(COLUMNS);

      container
          .loader(List.of(container.emulator().feUrl()), Map.of("10.255.255.7", "127.0.0.1"))
          .load(EmulatedCluster.batch(rows.upsert(1, "a", "1.50")));

      assertThat(container.rows(ALL)).hasSize(1);
    }
  }

  @Test
  void aBackEndCanBeAskedDirectly() {
    HttpStreamLoader loader = cluster.loader(List.of(cluster.emulator().beUrl()), Map.of());
    cluster.fail(new Fault.ReplyLost());

    loader.load(EmulatedCluster.batch(rows.upsert(1, "a", "1.50")));

    assertThat(cluster.loads()).hasSize(2);
    assertThat(cluster.loads().get(1).answer()).isEqualTo("Label Already Exists");
    assertThat(cluster.rows(ALL)).hasSize(1);
  }

  @Test
  void aHostileRedirectIsNotFollowed() {
    cluster.fail(new Fault.RedirectTo("http://198.51.100.7:8040"));

    assertThatThrownBy(() -> cluster.load(rows.upsert(1, "a", "1.50")))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("redirect.host.map=198.51.100.7:8040");
  }

  @Test
  void oneBadValueRefusesItsLoadAndIsNotNamed() {
    // Passed by the encoder: the column is longer there than in the target by now.
    cluster.load(rows.upsert(1, "a", "1.50"));
    cluster.execute("DROP TABLE orders");
    cluster.createOrders(
        COLUMNS.replace("VARCHAR(9)", "VARCHAR(3)")
            + ", dbmazz_op_type TINYINT NULL, dbmazz_is_deleted BOOLEAN NULL,"
            + " dbmazz_synced_at DATETIME NULL, dbmazz_cdc_version BIGINT NULL");

    assertThatThrownBy(() -> cluster.load(rows.upsert(2, "ok", 1), rows.upsert(3, "secret", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shop.orders")
        .hasMessageContaining("column name")
        .hasMessageNotContaining("secret");
    assertThat(cluster.rows(ALL)).isEmpty();
  }

  @Test
  void aColumnThatTheTableLacksIsAnErrorUntilItIsAdded() {
    Rows wider = new Rows("id", "name", "total", "colour");

    assertThatThrownBy(() -> cluster.load(wider.upsert(1, "a", 1, "red")))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("has no column colour");
    cluster.execute("ALTER TABLE orders ADD COLUMN colour VARCHAR(9) NULL");
    cluster.load(wider.upsert(1, "a", 1, "red"));

    assertThat(cluster.rows("SELECT colour FROM orders")).containsExactly("red");
  }

  @Test
  void aMissingTableIsNamed() {
    cluster.execute("DROP TABLE orders");

    assertThatThrownBy(() -> cluster.load(rows.upsert(1, "a", 1)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("Table shop.orders does not exist");
  }

  @Test
  void afterARestartOldRowsDoNotReplaceNewOnes() {
    cluster.load(rows.upsertAt(300, 1, "new", 3), rows.upsertAt(300, 2, "new", 3));
    HttpStreamLoader next = cluster.loader(List.of(cluster.emulator().feUrl()), Map.of());

    next.load(
        EmulatedCluster.batch(rows.upsertAt(200, 1, "old", 2), rows.upsertAt(200, 2, ABSENT, 2)));

    assertThat(cluster.rows("SELECT id, name, total, dbmazz_cdc_version FROM orders ORDER BY id"))
        .containsExactly("1 new 3.00 300", "2 new 3.00 300");
  }
}
