package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class AuditColumnsTest {

  private static final TableId ORDERS = new TableId("shop", "orders");
  private static final List<String> AUDIT =
      List.of(
          "dbmazz_op_type tinyint",
          "dbmazz_is_deleted boolean",
          "dbmazz_synced_at datetime",
          "dbmazz_cdc_version bigint");

  private final List<String> columns = new ArrayList<>(List.of("id bigint key"));
  private final ScriptedSql sql = new ScriptedSql().columns(columns);
  private final List<Duration> pauses = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private long nanos;
  private final AuditColumns auditColumns =
      new AuditColumns(
          sql.catalog(),
          pause -> {
            pauses.add(pause);
            nanos += pause.toNanos();
            meanwhile.run();
          },
          () -> nanos);

  @Test
  void allMissingColumnsAreAddedByOneStatement() {
    meanwhile = () -> columns.addAll(AUDIT);

    TargetTable table = auditColumns.ensure(ORDERS);

    assertThat(table.columns()).hasSize(5);
    assertThat(sql.statements())
        .containsExactly(
            "ALTER TABLE `shop`.`orders` ADD COLUMN (`dbmazz_op_type` TINYINT NULL,"
                + " `dbmazz_is_deleted` BOOLEAN NULL, `dbmazz_synced_at` DATETIME NULL,"
                + " `dbmazz_cdc_version` BIGINT NULL)");
  }

  @Test
  void aTableThatHasThemIsLeftAlone() {
    columns.addAll(AUDIT);

    auditColumns.ensure(ORDERS);

    assertThat(sql.statements()).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void columnsCountWhenTheyAreThereNotWhenTheStatementReturns() {
    meanwhile =
        () -> {
          if (pauses.size() == 5) {
            columns.addAll(AUDIT);
          }
        };
    sql.refuse(
        statement ->
            sql.statements().size() > 1
                ? new SQLException("A schema change operation is in progress on the table", "HY000")
                : null);

    assertThat(auditColumns.ensure(ORDERS).columns()).hasSize(5);
    assertThat(pauses).hasSize(5).isSorted();
  }

  @Test
  void anotherTaskMayAddThemAtTheSameMoment() {
    sql.refuse(
        statement -> {
          columns.addAll(AUDIT.subList(0, 2));
          return statement.contains("dbmazz_op_type")
              ? new SQLException("Can not add column which already exists in base table", "HY000")
              : null;
        });
    meanwhile =
        () -> {
          if (sql.statements().size() == 2) {
            columns.addAll(AUDIT.subList(2, 4));
          }
        };

    auditColumns.ensure(ORDERS);

    assertThat(sql.statements().get(1))
        .endsWith(
            "ADD COLUMN (`dbmazz_synced_at` DATETIME NULL, `dbmazz_cdc_version` BIGINT NULL)");
  }

  @Test
  void aJobThatTakesTooLongIsLookedAtAgainLater() {
    assertThatThrownBy(() -> auditColumns.ensure(ORDERS))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("dbmazz_cdc_version")
        .hasMessageContaining("SHOW ALTER TABLE COLUMN FROM `shop`");
    assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
  }

  @Test
  void aMissingPrivilegeEndsTheTask() {
    sql.refuse(
        statement ->
            new SQLException("Access denied; you need the ALTER privilege", "42000", 1227));

    assertThatThrownBy(() -> auditColumns.ensure(ORDERS))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("adding audit columns to shop.orders")
        .hasMessageContaining("Grant");
  }
}
