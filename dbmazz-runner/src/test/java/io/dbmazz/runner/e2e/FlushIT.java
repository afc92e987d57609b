package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.starrocks.emulator.fault.Fault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A load that did not succeed is never passed over (losses 3, 7, 16). */
class FlushIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss3LoadThatFailsOftenerThanThriceIsStillLoaded() throws Exception {
    RunnerClient runner = site.run();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
    site.starRocks().faults().next(6, new Fault.Fail("Memory of process exceed limit."));
    Lsn before = site.currentLsn();

    site.source(Orders.insert(6, 10));
    site.source(Orders.update(1, 10));
    await()
        .atMost(Site.PATIENCE)
        .until(
            () -> {
              // Read in this order: what is confirmed while a failure is still to come is too much.
              Lsn confirmed = site.confirmed();
              if (site.starRocks().faults().pending() > 0) {
                assertThat(confirmed).isLessThanOrEqualTo(before);
              }
              return site.starRocks().faults().pending() == 0;
            });

    site.awaitEqual(Orders.TABLE);
    assertThat(runner.isReplicating()).isTrue();
  }

  @Test
  void loss3BackEndsThatVanishAreWaitedFor() throws Exception {
    site.run();
    site.starRocks().faults().next(2, new Fault.DeadBackEnd());
    site.starRocks().faults().next(2, new Fault.NoBackEnd());
    site.starRocks().faults().next(2, new Fault.Cut(Fault.Node.BACK_END));
    site.starRocks().faults().next(2, new Fault.CutInBody());

    site.source(Orders.insert(1, 10), Orders.update(1, 5));

    site.awaitEqual(Orders.TABLE);
    assertThat(site.starRocks().faults().pending()).isZero();
  }

  @Test
  void loss7RowThatStarRocksFiltersStopsTheLoadAndNothingIsConfirmedPastIt() throws Exception {
    site.source("CREATE TABLE strict (id int PRIMARY KEY, note text)");
    site.target(
        "CREATE TABLE strict (id INT NOT NULL, note STRING NOT NULL) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.tables("strict");
    RunnerProcess first = site.runProcess();
    Lsn before = site.currentLsn();

    site.source(
        "INSERT INTO strict SELECT i, CASE WHEN i <> 50 THEN 'x' END FROM generate_series(1, 100) i",
        "INSERT INTO strict SELECT i, 'later' FROM generate_series(101, 120) i");

    assertThat(first.awaitExit()).as("log:%n%s", first.log()).isEqualTo(1);
    assertThat(first.log()).contains("strict").doesNotContain("later");
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
    site.source("UPDATE strict SET note = 'mended' WHERE id = 50");
    site.target(
        "DROP TABLE strict",
        "CREATE TABLE strict (id INT NOT NULL, note STRING) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.run();
    site.awaitEqual("strict");
  }

  @Test
  void loss7EveryLoadForbidsStarRocksToLeaveRowsOut() throws Exception {
    site.run();
    site.source(Orders.insertWithDocument(1), Orders.update(1, 1), Orders.insert(2, 5));
    site.source(Orders.update(1, 5), Orders.delete(2, 3));
    site.awaitEqual(Orders.TABLE);

    assertThat(site.starRocks().requests())
        .filteredOn(request -> request.method().equals("PUT"))
        .isNotEmpty()
        .allSatisfy(
            load ->
                assertThat(load.headers())
                    .containsEntry("max_filter_ratio", "0")
                    .containsEntry("strict_mode", "true"));
  }

  @Test
  void loss16LoadWhoseAnswerWasLostIsNotAppliedTwice() throws Exception {
    site.run();
    site.starRocks().faults().next(new Fault.ReplyLost());

    site.source(Orders.insert(1, 10));

    site.awaitEqual(Orders.TABLE);
    await().atMost(Site.PATIENCE).until(() -> site.starRocks().faults().pending() == 0);
    awaitConfirmed(site.currentLsn());
    assertThat(committedLoads()).isEqualTo(1);
  }

  @Test
  void loss16PublishTimeoutIsSuccess() throws Exception {
    site.run();
    site.starRocks().faults().next(new Fault.PublishTimeout());

    site.source(Orders.insert(1, 10));

    site.awaitEqual(Orders.TABLE);
    awaitConfirmed(site.currentLsn());
    assertThat(committedLoads()).isEqualTo(1);
  }

  @Test
  void loss16LoadThatIsCommittedWithAnUnknownStateIsNotAppliedTwice() throws Exception {
    site.run();
    site.starRocks().faults().next(new Fault.CommitUnknown());

    site.source(Orders.insert(1, 10));

    site.awaitEqual(Orders.TABLE);
    awaitConfirmed(site.currentLsn());
    assertThat(committedLoads()).isEqualTo(1);
  }

  private void awaitConfirmed(Lsn lsn) {
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(() -> assertThat(site.confirmed()).isGreaterThanOrEqualTo(lsn));
  }

  /** Loads that wrote rows, whatever was answered. */
  private long committedLoads() {
    return site.starRocks().requests().stream().filter(request -> request.rows() > 0).count();
  }
}
