package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The role loses what it needs while a task runs. What no retry cures ends the task with what to do
 * about it, rather than knocking at the server for ever; once it is done, a new task goes on where
 * the old one was.
 */
class RoleFaultIT {

  private static TestingPostgres postgres;

  @BeforeAll
  static void startServerThatAsksForPasswords() throws SQLException {
    postgres = TestingPostgres.start(Map.of("password_encryption", "scram-sha-256"));
    postgres.execute(
        "ALTER ROLE postgres PASSWORD '" + postgres.password() + "'",
        "COPY (SELECT 'host all all all scram-sha-256') TO '" + hbaFile() + "'",
        "SELECT pg_reload_conf()");
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  private static String hbaFile() throws SQLException {
    try (TestingSource source = TestingSource.on(postgres)) {
      return source.query("SHOW hba_file");
    }
  }

  /** A source whose role may do no more than it needs. */
  private static TestingSource source() throws SQLException {
    TestingSource source = TestingSource.withOrders(postgres);
    return source
        .sql(
            "CREATE ROLE " + role(source) + " LOGIN REPLICATION PASSWORD 'first'",
            "GRANT SELECT ON orders TO " + role(source),
            "CREATE PUBLICATION shop_pub FOR TABLE orders")
        .with("publication.autocreate.mode", "disabled")
        .with("publish.via.partition.root", "false")
        .with("database.user", role(source))
        .with("database.password", "first");
  }

  private static String role(TestingSource source) {
    return "role_" + source.database();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertEnds(
      TestingConsumer consumer) {
    return assertThatThrownBy(() -> consumer.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class);
  }

  /** Takes something away, loses the connection, and gives it back after the task has failed. */
  private static AbstractThrowableAssert<?, ? extends Throwable> assertOutage(
      String loss, String return_) throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("INSERT INTO orders VALUES (1)");
      consumer.receive(1);
      consumer.commit();
      source.sql(loss.replace("ROLE_NAME", role(source)), "INSERT INTO orders VALUES (2)");
      consumer.receive(1);
      source.terminateWalsender();
      source.sql("INSERT INTO orders VALUES (3)");
      AbstractThrowableAssert<?, ? extends Throwable> failure = assertEnds(consumer);

      source.sql(return_.replace("ROLE_NAME", role(source)));
      consumer.restart();
      consumer.receiveAll(3);
      return failure;
    }
  }

  @Test
  void rightToReplicate() throws SQLException {
    assertOutage("ALTER ROLE ROLE_NAME NOREPLICATION", "ALTER ROLE ROLE_NAME REPLICATION")
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("REPLICATION");
  }

  @Test
  void rightToLogIn() throws SQLException {
    assertOutage("ALTER ROLE ROLE_NAME NOLOGIN", "ALTER ROLE ROLE_NAME LOGIN")
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("is not permitted to log in");
  }

  @Test
  void passwordThatItWasGiven() throws SQLException {
    assertOutage("ALTER ROLE ROLE_NAME PASSWORD 'second'", "ALTER ROLE ROLE_NAME PASSWORD 'first'")
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining("database.password");
  }

  @Test
  void rightToConnectToTheDatabase() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("INSERT INTO orders VALUES (1)");
      consumer.receive(1);
      source.sql("REVOKE CONNECT ON DATABASE " + source.database() + " FROM PUBLIC");
      source.terminateWalsender();

      assertEnds(consumer)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  void rightToReadATableThatStreamingDoesNotNeed() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("INSERT INTO orders VALUES (1)");
      consumer.receive(1);
      source.sql("REVOKE SELECT ON orders FROM " + role(source), "INSERT INTO orders VALUES (2)");
      consumer.receive(1);
      consumer.commit();
      source.terminateWalsender();
      source.sql("INSERT INTO orders VALUES (3)");
      consumer.receiveAll(3);

      consumer.stop();
      assertThatThrownBy(consumer::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("may not read table 'public.orders'")
          .hasMessageContaining("GRANT SELECT ON \"public\".\"orders\"");
      source.sql("GRANT SELECT ON orders TO " + role(source), "INSERT INTO orders VALUES (4)");
      consumer.start();
      consumer.receiveAll(4);
    }
  }

  @Test
  void serverWithoutAFreeWalsenderIsWaitedFor() throws SQLException {
    try (TestingSource source = source();
        TestingConsumer consumer = TestingConsumer.of(source)) {
      source.sql("INSERT INTO orders VALUES (1)");
      consumer.receive(1);
      source.sql("ALTER ROLE " + role(source) + " CONNECTION LIMIT 0");
      source.terminateWalsender();
      consumer.pollUntil(() -> !consumer.worker().retried().isEmpty());
      assertThat(consumer.worker().retried().get(0)).hasMessageContaining("too many connections");

      source.sql(
          "ALTER ROLE " + role(source) + " CONNECTION LIMIT -1", "INSERT INTO orders VALUES (2)");
      await().until(() -> source.slotColumn("active_pid") != null);
      consumer.receiveAll(2);
    }
  }
}
