package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of message of the stream is understood (loss 12). */
class MessageIT {

  @AutoClose private final Site site = Orders.site();
  private RunnerClient runner;

  @BeforeEach
  void replicate() throws Exception {
    site.source(
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE TABLE people (id int PRIMARY KEY, mood mood, born date)");
    site.target(
        "CREATE TABLE people (id INT NOT NULL, mood STRING, born DATE) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.tables(Orders.TABLE, "people");
    runner = site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
  }

  @AfterEach
  void runnerHasSurvived() {
    assertThat(runner.isReplicating()).isTrue();
  }

  @Test
  void loss12TruncateEmptiesTheTargetInOrder() throws Exception {
    site.source("TRUNCATE orders", Orders.insert(5, 6));

    site.awaitEqual(Orders.TABLE);
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("2");
  }

  @Test
  void loss12TypeMessageOfAnEnumIsUnderstood() throws Exception {
    site.source("INSERT INTO people VALUES (1, 'sad', '1970-01-01'), (2, NULL, NULL)");

    site.awaitTarget("SELECT mood FROM people WHERE id = 1", "sad");
    site.awaitTarget("SELECT count(*) FROM people", "2");
  }

  @Test
  void loss12TransactionsOfAnOriginArrive() throws Exception {
    site.source("SELECT pg_replication_origin_create('" + site.name() + "')");
    try (Connection connection = site.sourceConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_replication_origin_session_setup('" + site.name() + "')");
      statement.execute(Orders.insert(11, 12));
    }
    site.source(Orders.insert(13, 14));

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void loss12LogicalMessagesAreSkippedAndTheRestArrives() throws Exception {
    site.sourceTransaction(
        "SELECT pg_logical_emit_message(true, 'app', 'in the transaction')",
        Orders.insert(11, 12),
        "SELECT pg_logical_emit_message(false, 'app', 'outside of it')",
        Orders.insert(13, 14));
    site.source(
        "SELECT pg_logical_emit_message(true, 'app', 'alone')",
        "SELECT pg_logical_emit_message(false, 'app', 'alone')",
        Orders.insert(15, 16));

    site.awaitEqual(Orders.TABLE);
  }
}
