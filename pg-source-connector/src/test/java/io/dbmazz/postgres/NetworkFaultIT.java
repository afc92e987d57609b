package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.ProxiedConnection.Direction;
import io.dbmazz.postgres.ProxiedConnection.Purpose;
import io.dbmazz.postgres.TestingProxy.Exhaustion;
import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network breaks under a task in all the ways that networks do. */
class NetworkFaultIT {

  private static final int ROUNDS = 4;

  /** How much faster time goes by for schedules: the minute of silence that is allowed. */
  private static final long SPEED = 40;

  /** A task that is as patient as any, on a faster clock. */
  private static final TaskEnvironment FAST =
      new TaskEnvironment(
          TestingWorker.ENVIRONMENT.clock(),
          () -> System.nanoTime() * SPEED,
          new ConnectionTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));

  private static TestingSource source(TestingProxy proxy) throws SQLException {
    TestingSource source =
        TestingSource.withOrders()
            .with("max.queue.size", "200")
            .with("max.batch.size", "100")
            .through(proxy);
    // A walsender whose client is gone holds the slot for as long as this.
    return source.sql("ALTER DATABASE " + source.database() + " SET wal_sender_timeout = '1s'");
  }

  @FunctionalInterface
  private interface Fault {
    void strike(TestingProxy proxy);
  }

  /** Strikes under load, with no time to recover between, and lets a task finish. */
  private static void strikeUnderLoad(Fault fault) throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy);
        TestingConsumer consumer = TestingConsumer.of(source, FAST);
        TestingLoad load = TestingLoad.on(source, Long.MAX_VALUE)) {
      for (int i = 0; i < ROUNDS; i++) {
        consumer.receive(500);
        fault.strike(proxy);
      }
      consumer.receiveAll(load.stop());
    }
  }

  @Test
  void connectionsAreReset() throws SQLException {
    strikeUnderLoad(TestingProxy::reset);
  }

  @ParameterizedTest
  @EnumSource
  void connectionsAreHalfClosed(Direction direction) throws SQLException {
    strikeUnderLoad(proxy -> proxy.halfClose(direction));
  }

  @Test
  void connectionsEndInTheMiddleOfAMessage() throws SQLException {
    Random random = new Random(7);
    strikeUnderLoad(
        proxy -> {
          proxy.only(Purpose.REPLICATION).failAfter(random.nextInt(300), Exhaustion.CUT);
          await().until(proxy::hasFailed);
          proxy.flow();
        });
  }

  /** Both ends believe that they are connected, and neither hears from the other. */
  @ParameterizedTest
  @EnumSource
  void silenceInOneDirectionIsNoticed(Direction direction) throws SQLException {
    stallUnderLoad(direction);
  }

  @Test
  void silenceInBothDirectionsIsNoticed() throws SQLException {
    stallUnderLoad(Direction.TO_CLIENT, Direction.TO_SERVER);
  }

  private static void stallUnderLoad(Direction... directions) throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy);
        TestingConsumer consumer = TestingConsumer.of(source, FAST);
        TestingLoad load = TestingLoad.on(source, 3_000)) {
      consumer.receive(500);
      proxy.stall(directions);
      consumer.pollUntil(() -> consumer.worker().gauge(ConnectorMetrics.STREAMING) == 0);
      proxy.cut();
      proxy.flow();

      consumer.receiveAll(load.finish());
    }
  }

  @Test
  void stalledQuestionToTheCatalogIsGivenUp() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy);
        TestingConsumer consumer = TestingConsumer.of(source, FAST)) {
      source.sql("INSERT INTO orders VALUES (1)");
      consumer.receive(1);
      proxy.only(Purpose.SQL).stall(Direction.TO_CLIENT);
      source.sql("ALTER TABLE orders ADD more int", "INSERT INTO orders VALUES (2)");
      consumer.pollUntil(() -> !consumer.worker().retried().isEmpty());
      assertThat(consumer.worker().gauge(ConnectorMetrics.STREAMING)).isEqualTo(1);

      proxy.flow();
      source.sql("INSERT INTO orders VALUES (3)");
      consumer.receiveAll(3);
    }
  }

  /** The task's start, wherever in its conversations with the server the network falls silent. */
  @ParameterizedTest
  @ValueSource(longs = {0, 300, 600, 1_000, 3_000, 6_000})
  void silenceDuringTheSetupIsNoticed(long bytes) throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy)) {
      source.start().close();
      source.sql("INSERT INTO orders VALUES (1)");
      proxy.failAfter(bytes, Exhaustion.STALL);
      try (TestingConsumer consumer = TestingConsumer.of(source, FAST)) {
        consumer.pollUntil(() -> !consumer.worker().retried().isEmpty());
        proxy.flow();

        source.sql("INSERT INTO orders VALUES (2)");
        consumer.receiveAll(2);
      }
    }
  }

  /** As {@link #silenceDuringTheSetupIsNoticed}, for the connection that is to stream. */
  @ParameterizedTest
  @ValueSource(longs = {0, 400, 460, 520})
  void silenceBeforeTheStreamStartsIsNoticed(long bytes) throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy)) {
      source.start().close();
      source.sql("INSERT INTO orders VALUES (1)");
      proxy.only(Purpose.REPLICATION).failAfter(bytes, Exhaustion.STALL);
      try (TestingConsumer consumer = TestingConsumer.of(source, FAST)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> failedOnce(consumer));
        proxy.flow();

        source.sql("INSERT INTO orders VALUES (2)");
        consumer.receiveAll(2);
      }
    }
  }

  private static boolean failedOnce(TestingConsumer consumer) {
    consumer.poll();
    return !consumer.worker().retried().isEmpty();
  }

  @Test
  void stopDoesNotWaitForANetworkThatIsSilent() throws Exception {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = source(proxy)) {
      TestingWorker worker = source.start();
      proxy.stall(Direction.TO_CLIENT, Direction.TO_SERVER);

      CompletableFuture.runAsync(worker::close).get(10, TimeUnit.SECONDS);

      proxy.cut();
      proxy.flow();
    }
  }
}
