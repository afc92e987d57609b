package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dbmazz.starrocks.table.ArrivingTable.Column;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TableEvolutionTest {

  private static final ArrivingTable ROWS =
      new ArrivingTable(
          new TableId("shop", "orders"),
          List.of("id"),
          List.of(
              new Column("id", Schema.INT64_SCHEMA),
              new Column("n", Schema.OPTIONAL_INT64_SCHEMA),
              new Column("made", Schema.OPTIONAL_STRING_SCHEMA)));
  private static final String ADD =
      "ALTER TABLE `shop`.`orders` ADD COLUMN (`made` VARCHAR(1048576) NULL)";
  private static final String MODIFY = "ALTER TABLE `shop`.`orders` MODIFY COLUMN `n` BIGINT NULL";

  private final List<String> columns = new ArrayList<>(List.of("id bigint key", "n int"));
  private final ScriptedSql sql = new ScriptedSql().columns(columns);
  private Runnable meanwhile = () -> {};
  private long nanos;
  private final TableEvolution evolution =
      new TableEvolution(
          sql.catalog(),
          Duration.ofSeconds(30),
          pause -> {
            nanos += pause.toNanos();
            meanwhile.run();
          },
          () -> nanos);

  private void finishJobs() {
    String last = sql.statements().get(sql.statements().size() - 1);
    if (last.equals(ADD)) {
      columns.add("made varchar(1048576)");
    } else {
      columns.set(1, "n bigint");
    }
  }

  private void job(String state, String message) {
    sql.on(
        "SHOW ALTER TABLE COLUMN FROM `shop`",
        () ->
            List.of(
                Map.of(
                    "JobId",
                    String.valueOf(sql.statements().size()),
                    "State",
                    state,
                    "Msg",
                    message)));
  }

  @Test
  void newColumnsComeFirstAndAreNotHeldUpByWiderOnes() {
    meanwhile = this::finishJobs;

    TargetTable table = evolution.fit(ROWS);

    assertThat(sql.statements()).containsExactly(ADD, MODIFY);
    assertThat(table.column("made")).isPresent();
    assertThat(table.column("n").orElseThrow().type()).isEqualTo("bigint");
  }

  @Test
  void tableThatFitsIsLeftAlone() {
    columns.set(1, "N bigint");
    columns.add("made varchar(10)");
    columns.add("left int");

    evolution.fit(ROWS);

    assertThat(sql.statements()).isEmpty();
  }

  @Test
  void decimalOfUnknownPrecisionWidensNothing() {
    columns.set(1, "n decimal(10,2)");
    columns.add("made varchar(10)");

    evolution.fit(
        new ArrivingTable(
            ROWS.id(), List.of("id"), List.of(new Column("n", Decimal.builder(4).build()))));

    assertThat(sql.statements()).isEmpty();
  }

  @Test
  void columnThatAnotherTaskAddsAtThisMomentIsThere() {
    columns.set(1, "n bigint");
    sql.refuse(
        statement -> {
          columns.add("made varchar(1048576)");
          return new SQLException("Can not add column which already exists: made", "HY000");
        });

    assertThat(evolution.fit(ROWS).column("made")).isPresent();
  }

  @Test
  void waitsALittleThenAsksToBeCalledAgainAndSaysHowFarTheJobIs() {
    job("WAITING_TXN", "");

    assertThatThrownBy(() -> evolution.fit(ROWS))
        .isInstanceOf(RetriableException.class)
        .hasMessageContainingAll(
            "shop.orders", ADD, "WAITING_TXN", "SHOW ALTER TABLE COLUMN FROM `shop` WHERE");
    assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void jobThatIsNeverDoneEndsTheTaskAfterAllItsTime() {
    while (nanos < Duration.ofSeconds(30).toNanos()) {
      assertThatThrownBy(() -> evolution.fit(ROWS)).isInstanceOf(RetriableException.class);
      nanos += Duration.ofSeconds(1).toNanos();
    }
    nanos++;

    assertThatThrownBy(() -> evolution.fit(ROWS))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll(
            "schema.evolution.timeoutms", "CANCEL ALTER TABLE COLUMN FROM `shop`.`orders`");
  }

  @Test
  void timeInWhichNobodyAskedDoesNotCount() {
    assertThatThrownBy(() -> evolution.fit(ROWS)).isInstanceOf(RetriableException.class);
    nanos += Duration.ofHours(1).toNanos();
    meanwhile = this::finishJobs;

    assertThat(evolution.fit(ROWS).columns()).hasSize(3);
  }

  @Test
  void jobThatStarRocksCancelsAgainAndAgainEndsTheTaskWithItsReason() {
    job("CANCELLED", "no space on disk");

    assertThatThrownBy(() -> evolution.fit(ROWS))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll("cancelled", "3 times", "no space on disk", ADD);
    assertThat(sql.statements()).hasSize(3);
  }

  @Test
  void refusalNamesTheStatement() {
    sql.refuse(statement -> new SQLException("Can not change INT to BIGINT", "HY000", 1064));

    assertThatThrownBy(() -> evolution.fit(ROWS))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll("shop.orders", ADD, "Can not change INT to BIGINT");
  }

  @Test
  void columnThatMayHaveBeenRenamedIsReportedWithBothNames() {
    columns.set(1, "n bigint");
    columns.add("created varchar(10)");
    meanwhile = this::finishJobs;

    List<String> warnings = warnings(() -> evolution.fit(ROWS));

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("shop.orders", "[made]", "[created]", "renamed");
  }

  @Test
  void newColumnAloneIsNoRename() {
    columns.set(1, "n bigint");
    columns.add("rank int default");
    meanwhile = this::finishJobs;

    assertThat(warnings(() -> evolution.fit(ROWS))).isEmpty();
  }

  private static List<String> warnings(Runnable action) {
    Logger logger = (Logger) LoggerFactory.getLogger(TableEvolution.class);
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    logger.addAppender(seen);
    try {
      action.run();
    } finally {
      logger.detachAppender(seen);
    }
    return seen.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
