package io.dbmazz.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The server dies under a task: its records go on as if nothing had been. */
class ServerDeathIT {

  @AutoClose private static final TestingPostgres postgres = TestingPostgres.start();

  /** So small that a transaction is still on the way when the server dies. */
  private static TestingSource source() throws SQLException {
    return TestingSource.withOrders(postgres)
        .with("max.queue.size", "200")
        .with("max.batch.size", "100");
  }

  private static void awaitReconnect(TestingConsumer consumer) {
    consumer.pollUntil(() -> consumer.worker().gauge(ConnectorMetrics.STREAMING) == 1);
  }

  @Test
  void serverKilledUnderLoadAgainAndAgain() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source);
        TestingLoad load = TestingLoad.on(source, Long.MAX_VALUE)) {
      for (int i = 0; i < 3; i++) {
        consumer.receive(2_000);
        postgres.kill();
        consumer.pollUntil(() -> consumer.worker().gauge(ConnectorMetrics.STREAMING) == 0);
        postgres.startAgain();
        awaitReconnect(consumer);
      }
      consumer.receiveAll(load.stop());
    }
  }

  @Test
  void serverKilledAndTaskReplacedAtTheSameTime() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source);
        TestingLoad load = TestingLoad.on(source, Long.MAX_VALUE)) {
      for (int i = 0; i < 2; i++) {
        consumer.receive(2_000);
        postgres.kill();
        postgres.startAgain();
        consumer.restart();
      }
      consumer.receiveAll(load.stop());
    }
  }

  @Test
  void serverKilledInTheMiddleOfALargeTransactionThatIsBeingRead() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("INSERT INTO orders SELECT generate_series(1, 100000)");
      consumer.receive(30_000);

      postgres.kill();
      postgres.startAgain();

      consumer.receiveAll(100_000);
    }
  }

  @Test
  void transactionThatWasOpenWhenTheServerDiedIsNeverEmitted() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source);
        Connection open = source.connect();
        Statement statement = open.createStatement()) {
      source.sql("INSERT INTO orders VALUES (1)");
      statement.execute("BEGIN; INSERT INTO orders SELECT generate_series(100001, 150000)");
      source.sql("INSERT INTO orders VALUES (2)", "CHECKPOINT");
      consumer.receive(2);

      postgres.kill();
      postgres.startAgain();
      source.sql("INSERT INTO orders VALUES (3)");

      consumer.receiveAll(3);
    }
  }

  @Test
  void slotThatFellBackWithItsServerRepeatsNothing() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("CHECKPOINT", "INSERT INTO orders SELECT generate_series(1, 1000)");
      consumer.receive(1000);
      consumer.commit();
      Lsn end = SourcePosition.fromOffset(consumer.received().get(999).sourceOffset()).endLsn();
      await().until(() -> source.slotConfirmed().equals(end));
      consumer.stop();

      postgres.kill();
      postgres.startAgain();
      assumeTrue(end.isAfter(source.slotConfirmed()), "the server had saved the slot by then");

      consumer.start();
      source.sql("INSERT INTO orders SELECT generate_series(1001, 1100)");
      consumer.receiveAll(1100);
    }
  }

  @Test
  void serverStoppedInOrderUnderLoad() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source);
        TestingLoad load = TestingLoad.on(source, Long.MAX_VALUE)) {
      consumer.receive(2_000);
      // A server that stops in order first sends all that it has, so it needs a reader.
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(postgres::stop);
      consumer.pollUntil(stopping::isDone);
      postgres.startAgain();
      awaitReconnect(consumer);

      consumer.receiveAll(load.stop());
    }
  }
}
