package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.control.ReloadConfigRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that a reload adds get the rows they had before; those it removes stop. */
class ReloadTablesIT {

  private Site site;

  @BeforeEach
  void setUp() throws SQLException {
    site = Orders.createOn(Site.create());
    site.source(
        "CREATE TABLE items (id int PRIMARY KEY, name text)",
        "INSERT INTO items SELECT k, 'before' FROM generate_series(1, 3000) AS k",
        Orders.insert(1, 100));
    site.target(
        "CREATE TABLE items (id INT NOT NULL, name STRING) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
  }

  @AfterEach
  void tearDown() throws SQLException, IOException {
    site.close();
  }

  private static void reload(RunnerClient runner, String... tables) {
    var request = ReloadConfigRequest.newBuilder().addAllTables(List.of(tables)).build();
    var answer = runner.control().reloadConfig(request);
    assertThat(answer.getSuccess()).as(answer.getMessage()).isTrue();
    runner.awaitReplicating();
  }

  @Test
  void addedTableIsEqualWhateverWasWrittenBeforeAndMeanwhile() throws SQLException {
    RunnerClient runner = site.run();
    site.awaitEqual(Orders.TABLE);

    reload(runner, "orders", "items");
    site.source(
        "UPDATE items SET name = 'meanwhile' WHERE id % 7 = 0",
        "DELETE FROM items WHERE id % 11 = 0",
        "INSERT INTO items VALUES (5000, 'new')",
        Orders.update(1, 50));
    site.awaitEqual(Orders.TABLE, "items");
  }

  @Test
  void removedTableStopsAndIsReadAnewWhenItIsAddedAgain() throws SQLException {
    RunnerClient runner = site.tables("orders", "items").run();
    site.awaitEqual(Orders.TABLE, "items");

    reload(runner, "orders");
    site.source("INSERT INTO items VALUES (5000, 'while removed')", Orders.insert(101, 110));
    site.awaitEqual(Orders.TABLE);
    assertThat(site.targetValue("SELECT count(*) FROM items")).isEqualTo("3000");

    reload(runner, "orders", "items");
    site.awaitEqual(Orders.TABLE, "items");
  }
}
