package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Targets that are created for their source and follow its changes. */
class SchemaChangeIT {

  private static final String[] TABLES = {"customers", "purchases"};

  private static final String[] SOURCE = {
    "CREATE TABLE customers (id int PRIMARY KEY, name varchar(40), balance numeric(12,2))",
    "CREATE TABLE purchases (customer int, line bigint, made_at timestamptz DEFAULT now(),"
        + " document jsonb, PRIMARY KEY (customer, line))",
    "INSERT INTO customers SELECT i, 'customer ' || i, i FROM generate_series(1, 500) i",
    "INSERT INTO purchases SELECT i % 50, i, now(), '{\"a\": 1}' FROM generate_series(1, 500) i"
  };

  @AutoClose private Site site;

  private Site site(EmulatorOptions starRocks) throws SQLException {
    site = Site.create(starRocks);
    site.source(SOURCE);
    return site.tables(TABLES)
        .set("sink.auto.create.tables", "true")
        .set("sink.auto.create.properties", "replication_num=1")
        .set("sink.schema.evolution", "add");
  }

  private static String[] writes(int round) {
    return new String[] {
      "UPDATE customers SET balance = balance + " + round + " WHERE id % 7 = " + round % 7,
      "INSERT INTO purchases (customer, line) SELECT i, 1000 + "
          + round
          + " * 100 + i FROM"
          + " generate_series(1, 40) i",
      "DELETE FROM purchases WHERE customer = " + round % 50
    };
  }

  @Test
  void tablesAreCreatedAndFollowTheirSourceUnderLoad() throws SQLException {
    RunnerClient runner = site(EmulatorOptions.defaults()).run();
    for (int round = 0; round < 30; round++) {
      site.source(writes(round));
      if (round == 5) {
        site.sourceTransaction(
            "UPDATE customers SET name = 'before' WHERE id = 1",
            "ALTER TABLE customers ADD COLUMN rating int",
            "UPDATE customers SET rating = id WHERE id % 3 = 0");
      }
      if (round == 10) {
        site.source(
            "ALTER TABLE customers ALTER COLUMN rating TYPE bigint",
            "UPDATE customers SET rating = 5000000000 WHERE id = 2",
            "ALTER TABLE customers ALTER COLUMN balance TYPE numeric(20,4)",
            "UPDATE customers SET balance = 1234567890123456.7891 WHERE id = 3");
      }
      if (round == 15) {
        site.source(
            "ALTER TABLE purchases DROP COLUMN document",
            "UPDATE purchases SET made_at = now() WHERE line = 40");
      }
    }

    site.awaitEqual(TABLES);
    assertThat(runner.isReplicating()).isTrue();
    assertThat(site.targetValue("SELECT document FROM purchases WHERE line = 40")).isNull();
  }

  @Test
  void runnerThatIsKilledWhileATableIsWrittenAnewGoesOnWithThatChange() throws SQLException {
    site(
        EmulatorOptions.defaults()
            .withVersion("3.2.0")
            .withSchemaChangeDelay(Duration.ofSeconds(4)));
    RunnerProcess runner = site.runProcess();
    site.awaitEqual(TABLES);
    site.source(
        "ALTER TABLE customers ADD COLUMN rating int",
        "UPDATE customers SET rating = id WHERE id % 3 = 0");
    await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> changes() == 1);
    runner.kill();
    site.source(writes(1));

    site.runProcess();
    site.awaitEqual(TABLES);
    assertThat(changes()).isEqualTo(1);
  }

  private int changes() throws SQLException {
    try (var connection = site.targetConnection();
        var statement = connection.createStatement();
        var jobs = statement.executeQuery("SHOW ALTER TABLE COLUMN")) {
      int found = 0;
      while (jobs.next()) {
        found++;
      }
      return found;
    }
  }

  @Test
  void validatePrintsTheStatementsAndRunsNone() throws SQLException {
    site(EmulatorOptions.defaults());
    site.target(
        "CREATE TABLE customers (id INT NOT NULL, name VARCHAR(200)) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    RunnerProcess validation = site.command("validate");

    assertThat(validation.awaitExit()).as(validation.log()).isZero();
    assertThat(validation.log().lines())
        .containsSequence(
            "The configuration is valid",
            "StarRocks will be asked for:",
            "ALTER TABLE `target`.`customers` ADD COLUMN (`dbmazz_op_type` TINYINT NULL,"
                + " `dbmazz_is_deleted` BOOLEAN NULL, `dbmazz_synced_at` DATETIME NULL,"
                + " `dbmazz_cdc_version` BIGINT NULL);",
            "ALTER TABLE `target`.`customers` ADD COLUMN (`balance` DECIMAL(12, 2) NULL);",
            "CREATE TABLE IF NOT EXISTS `target`.`purchases` (`customer` INT NOT NULL, `line`"
                + " BIGINT NOT NULL, `made_at` DATETIME NULL, `document` JSON NULL,"
                + " `dbmazz_op_type` TINYINT NULL, `dbmazz_is_deleted` BOOLEAN NULL,"
                + " `dbmazz_synced_at` DATETIME NULL, `dbmazz_cdc_version` BIGINT NULL) PRIMARY"
                + " KEY (`customer`, `line`) DISTRIBUTED BY HASH (`customer`, `line`) PROPERTIES"
                + " (\"replication_num\" = \"1\");");
    assertThat(changes()).isZero();
    assertThat(site.slotExists()).isFalse();
  }

  @Test
  void validateSaysWhichTableCannotBeCreated() throws SQLException {
    String columns =
        IntStream.range(0, 17).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    site(EmulatorOptions.defaults()).tables("wide");
    site.source(
        "CREATE TABLE wide ("
            + columns.replaceAll("(c\\d+)", "$1 bigint")
            + ", PRIMARY KEY ("
            + columns
            + "))");

    RunnerProcess validation = site.command("validate");

    assertThat(validation.awaitExit()).as(validation.log()).isEqualTo(2);
    assertThat(validation.log())
        .contains("Table target.wide is not created: its key would be longer than 128 bytes")
        .doesNotContain("The configuration is valid");
  }
}
