package io.dbmazz.starrocks.load;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.json.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A load of a former process, or of a task that does not know yet that its partitions are another's
 * by now, is committed after rows of the present one that are newer.
 */
class LateCommitIT {

  private static final String ROWS =
      "SELECT id, name, total, dbmazz_is_deleted, dbmazz_cdc_version FROM orders ORDER BY id";

  private final Rows rows = new Rows("id", "name", "total");
  private final CountDownLatch late = new CountDownLatch(1);
  private EmulatedCluster cluster;
  private HttpStreamLoader former;
  private CompletableFuture<Void> formerLoad = CompletableFuture.completedFuture(null);

  @BeforeEach
  void start() {
    cluster = new EmulatedCluster(EmulatorOptions.defaults());
    cluster.createOrders("id BIGINT NOT NULL, name VARCHAR(9) NULL, total DECIMAL(9, 2) NULL");
    former = cluster.loader(List.of(cluster.emulator().feUrl()), Map.of());
  }

  @AfterEach
  void stop() {
    late.countDown();
    formerLoad.join();
    former.close();
    cluster.close();
  }

  @Test
  void anOlderRowDoesNotReplaceTheNewerOneThatOvertookIt() {
    loadLate(rows.upsertAt(100, 1, "old", 1), rows.upsertAt(100, 2, "only", 1));

    cluster.load(rows.upsertAt(200, 1, "new", 2));
    commitLate();

    assertThat(cluster.rows(ROWS)).containsExactly("1 new 2.00 0 200", "2 only 1.00 0 100");
  }

  @Test
  void anOlderRowDoesNotReviveADeletedOne() {
    loadLate(rows.upsertAt(100, 1, "old", 1));

    cluster.load(softDeleteAt(200, 1));
    commitLate();

    assertThat(cluster.rows(ROWS)).containsExactly("1 null null 1 200");
  }

  @Test
  void anOlderDeleteDoesNotMarkTheRowThatWasInsertedAgain() {
    cluster.load(rows.upsertAt(50, 1, "first", 1));
    loadLate(softDeleteAt(100, 1));

    cluster.load(rows.upsertAt(200, 1, "again", 2));
    commitLate();

    assertThat(cluster.rows(ROWS)).containsExactly("1 again 2.00 0 200");
  }

  @Test
  void anOlderPartialUpdateChangesNothingOfANewerRow() {
    cluster.load(rows.upsertAt(50, 1, "first", 1));
    loadLate(rows.upsertAt(100, 1, "old", ABSENT));

    cluster.load(rows.upsertAt(200, 1, ABSENT, 2));
    commitLate();

    assertThat(cluster.rows(ROWS)).containsExactly("1 first 2.00 0 200");
  }

  @Test
  void rowsThatBecomeReadableLateComeInTheOrderOfTheirVersions() {
    cluster.emulator().holdPublishing();
    cluster.load(rows.upsertAt(200, 1, "new", 2));
    cluster.load(rows.upsertAt(100, 1, "old", 1));

    cluster.emulator().releasePublishing();

    await().until(() -> cluster.rows(ROWS).equals(List.of("1 new 2.00 0 200")));
  }

  @Test
  void rowsOfATableWithoutPrimaryKeyAreLoadedWithoutACondition() {
    cluster.execute("DROP TABLE orders");
    cluster.execute(
        "CREATE TABLE orders (id BIGINT NOT NULL, name VARCHAR(9) NULL, total DECIMAL(9, 2) NULL)"
            + " DUPLICATE KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES (\"replication_num\" ="
            + " \"1\")");

    cluster.load(rows.upsertAt(200, 1, "a", 2));
    cluster.load(rows.upsertAt(100, 1, "b", 1));

    assertThat(cluster.rows(ROWS)).hasSize(2);
  }

  private RowOperation softDeleteAt(long version, long id) {
    RowOperation upsert = rows.upsertAt(version, id, ABSENT, ABSENT);
    return new RowOperation(
        RowOperation.Kind.SOFT_DELETE,
        upsert.shape(),
        upsert.values(),
        upsert.key(),
        new RowOperation.Audit(2, version));
  }

  /** The former owner's load: StarRocks has its body and goes on with it later. */
  private void loadLate(RowOperation... changes) {
    cluster.fail(new Fault.Held(late));
    RowBatch batch =
        new RowBatch(EmulatedCluster.ORDERS, List.of(changes), false, Instant.EPOCH, "former");
    formerLoad = CompletableFuture.runAsync(() -> former.load(batch));
    await().until(() -> cluster.emulator().faults().pending() == 0);
  }

  private void commitLate() {
    late.countDown();
    formerLoad.join();
  }
}
