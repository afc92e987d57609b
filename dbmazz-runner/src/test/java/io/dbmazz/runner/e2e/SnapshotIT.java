package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that were there before the first start. */
class SnapshotIT {

  private static final int ROWS = 30_000;
  private static final int KILLS = 3;

  private Site site;

  @BeforeEach
  void createSite() throws Exception {
    site = Orders.createOn(Site.create());
    site.source(Orders.insert(1, ROWS));
    site.source("UPDATE orders SET document = repeat(md5(id::text), 25)");
  }

  @AfterEach
  void closeSite() throws Exception {
    site.close();
  }

  private void slowLoads() {
    site.starRocks()
        .faults()
        .next(Integer.MAX_VALUE, load -> true, new Fault.SlowAnswer(Duration.ofMillis(300)));
    site.set("sink.bufferflush.maxrows", "1000")
        .set("sink.bufferflush.maxbytes", "4000000")
        .set("source.max.queue.size.in.bytes", "8000000");
  }

  @Test
  void rowsUpdatesAndDeletesDuringTheSnapshotConverge() throws Exception {
    slowLoads();
    site.start().awaitReplicating();
    site.source(
        Orders.update(1, 500), Orders.delete(29_000, 29_100), Orders.insert(40_000, 40_100));
    site.source(Orders.delete(5, 10), Orders.update(28_000, 28_500));
    site.starRocks().faults().clear();

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void healthTellsHowFarTheSnapshotIs() {
    slowLoads();
    RunnerClient runner = site.start().awaitReplicating();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> runner.health().getStageDetail().startsWith("Snapshot: 0 of 1 tables"));
    site.starRocks().faults().clear();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> runner.health().getStageDetail().equals("Replicating"));
  }

  @Test
  void killedInTheMiddleItGoesOnWithWhatIsLeft() throws Exception {
    slowLoads();
    long read = 0;
    for (int i = 0; i < KILLS; i++) {
      RunnerProcess runner = site.launch().awaitReplicating();
      long before = read;
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(SQLException.class) // the offsets' table may come yet
          .until(() -> stored() > before);
      read = stored();
      site.source(
          Orders.update(1 + i, 20 + i),
          Orders.delete(100 * (i + 1), 100 * (i + 1) + 5),
          Orders.delete(29_000 + 100 * i, 29_005 + 100 * i));
      runner.kill();
    }
    site.starRocks().faults().clear();
    site.run();

    site.awaitEqual(Orders.TABLE);
    assertThat(read).as("blocks read before the last start").isPositive();
  }

  /** The place up to which the table's rows are durable, as the offset store has it. */
  private long stored() throws SQLException {
    String place =
        site.sourceValue(
            "SELECT coalesce(max((source_offset::jsonb ->> 'tuple')::bigint), 0)"
                + " FROM dbmazz_checkpoints");
    return Long.parseLong(place);
  }
}
