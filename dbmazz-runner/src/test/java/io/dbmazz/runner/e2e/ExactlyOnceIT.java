package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Transfers between two tables of accounts that sum to zero, each with a line in a table without a
 * key in StarRocks. Whoever reads StarRocks never sees half a transfer, and each line is there
 * once.
 */
@Timeout(300)
class ExactlyOnceIT {

  private static final int KILLS = Integer.getInteger("dbmazz.crash.kills", 6);
  private static final int LONGEST_LIFE_MILLIS = 1_500;

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.ReplyLost(),
          new Fault.CommitUnknown(),
          new Fault.LeaderSwitch(),
          new Fault.BackEndRestart(),
          new Fault.LabelEvicted(),
          Fault.Fail.memoryExceeded());

  @AutoClose
  private final Site site =
      Site.create(TestingPostgres.shared(), EmulatorOptions.defaults().withVersion("4.0.0"));

  private final Transfers transfers = new Transfers(site);

  @BeforeEach
  void createSite() throws Exception {
    transfers.createTables();
    site.set("sink.delivery.guarantee", "exactly-once");
  }

  @Test
  void readerNeverSeesHalfATransferThroughKillsAndFaults() throws Exception {
    long seed = Long.getLong("dbmazz.crash.seed", System.nanoTime());
    System.out.println("ExactlyOnceIT: repeat with -Ddbmazz.crash.seed=" + seed);
    Random random = new Random(seed);
    RunnerProcess first = site.runProcess();
    site.awaitEqual("debit", "credit");
    first.kill();
    transfers.begin(seed);
    transfers.beginWatching();

    for (int i = 0; i < KILLS; i++) {
      Operation operation = i % 2 == 0 ? Operation.COMMIT : Operation.LOAD;
      site.starRocks().faults().nextAt(operation, FAULTS.get(i % FAULTS.size()));
      RunnerProcess runner = site.launch();
      if (i % 4 != 0) {
        runner.awaitReplicating(); // every fourth dies while it starts
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
      runner.kill();
    }
    transfers.end();
    site.starRocks().faults().clear();
    site.runProcess();
    transfers.awaitAllThere();

    transfers.assertNeverBroken();
    assertThat(transfers.count()).isGreaterThan(KILLS);
  }

  @Test
  void killedBetweenTheCommitAndTheStoredOffsetNothingIsLoadedTwice() throws Exception {
    RunnerProcess runner = site.runProcess();
    site.starRocks().faults().nextAt(Operation.COMMIT, new Fault.SlowAnswer(Duration.ofDays(1)));
    transfers.transfer(3);
    site.awaitTarget("SELECT count(*) FROM lines", "1");
    runner.kill();
    transfers.transfer(5);

    site.run();
    transfers.awaitAllThere();

    assertThat(site.targetValue("SELECT count(*) FROM lines")).isEqualTo("2");
  }

  @Test
  void drainEndsWithAWholeTransactionAndLeavesNothingOpen() throws Exception {
    RunnerProcess runner = site.runProcess();
    transfers.begin(1);
    site.awaitTarget("SELECT count(*) > 5 FROM lines", "1");

    runner.terminate();

    assertThat(runner.awaitExit()).isZero();
    transfers.end();
    assertThat(site.starRocks().openTransactions("target")).isEmpty();
    assertThat(site.targetValue(Transfers.SUM)).isEqualTo("0");
    site.run();
    transfers.awaitAllThere();
  }
}
