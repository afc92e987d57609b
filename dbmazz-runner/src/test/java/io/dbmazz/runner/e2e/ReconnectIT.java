package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.TestingPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lost connection is made again, in the same process, and nothing is lost (loss 2). */
class ReconnectIT {

  private static TestingPostgres postgres;

  private Site site;
  private TcpProxy proxy;
  private RunnerClient runner;

  @BeforeAll
  static void startPostgres() {
    postgres = TestingPostgres.start();
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void replicateThroughAProxy() throws Exception {
    proxy = TcpProxy.to(postgres.port());
    site = Orders.createOn(Site.create(postgres));
    site.set("source.database.port", Integer.toString(proxy.port()));
    runner = site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
    proxy.close();
  }

  @Test
  void loss2TerminatedWalsenderIsReplaced() throws Exception {
    site.source(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
            + site.slot()
            + "'",
        Orders.insert(11, 20),
        Orders.update(5, 15));

    assertNothingLost();
  }

  @Test
  void loss2ResetConnectionsAreMadeAgain() throws Exception {
    proxy.reset();
    site.source(Orders.insert(11, 20), Orders.update(5, 15));

    assertNothingLost();
  }

  @Test
  void loss2HalfClosedConnectionsAreMadeAgain() throws Exception {
    proxy.halfClose();
    site.source(Orders.insert(11, 20), Orders.update(5, 15));

    assertNothingLost();
  }

  @Test
  void loss2UnreachableServerIsTriedAgainUntilItIsBack() throws Exception {
    proxy.refuse();
    proxy.reset();
    site.source(Orders.insert(11, 20), Orders.delete(1, 3));
    await().atMost(Site.PATIENCE).until(() -> proxy.refused() >= 3);
    proxy.flow();

    assertNothingLost();
  }

  @Test
  void loss2StalledConnectionThatTheServerGivesUpIsMadeAgain() throws Exception {
    site.source(
        "ALTER DATABASE " + site.name() + " SET wal_sender_timeout = '1s'",
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
            + site.slot()
            + "'");
    site.awaitStreaming();

    proxy.stall();
    site.source(Orders.insert(11, 20), Orders.update(5, 15));
    await().atMost(Site.PATIENCE).until(() -> !site.slotIsActive());
    proxy.flow();

    assertNothingLost();
  }

  @Test
  void loss2CrashedServerIsResumedWhenItIsBack() throws Exception {
    site.source(Orders.insert(11, 2_000));
    postgres.crash();
    postgres.startAgain();
    site.source(Orders.insert(2_001, 2_010), Orders.update(5, 15));

    assertNothingLost();
  }

  @Test
  void loss2StoppedServerIsResumedWhenItIsBack() throws Exception {
    site.source(Orders.insert(11, 2_000));
    postgres.stop();
    postgres.startAgain();
    site.source(Orders.update(5, 15));

    assertNothingLost();
  }

  private void assertNothingLost() {
    site.awaitEqual(Orders.TABLE);
    assertThat(runner.isReplicating()).as("the runner that was started first").isTrue();
  }
}
