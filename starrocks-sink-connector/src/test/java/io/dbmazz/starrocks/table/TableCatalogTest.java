package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class TableCatalogTest {

  private static final TableId ORDERS = new TableId("shop", "orders");

  @Test
  void columnsAreReadWithTypeSizeAndKey() {
    List<String> columns =
        List.of(
            "id bigint key",
            "Name varchar(90) required",
            "paid boolean",
            "total decimal(38,9) required default",
            "tags array<varchar(20)>");
    TableCatalog catalog = new ScriptedSql().columns(columns).catalog();

    TargetTable table = catalog.table(ORDERS);

    assertThat(table.columns())
        .isEqualTo(
            Stream.of(
                    "id bigint key",
                    "Name varchar(90) required",
                    "paid boolean",
                    "total decimal(38,9) required default",
                    "tags array<varchar(20)>")
                .map(TargetTables::column)
                .toList());
    assertThat(table.primaryKey()).isTrue();
  }

  @Test
  void keyMayBeAsLongAsTheServerSaysWhereItMightBeTooLong() {
    List<String> columns = new ArrayList<>(List.of("a varchar(120) key", "b bigint key"));
    TableCatalog catalog =
        new ScriptedSql()
            .columns(columns)
            .on("primary_key_limit_size", () -> List.of(Map.of("bytes", "256")))
            .catalog();

    assertThat(catalog.table(ORDERS).keyLimit()).isEqualTo(256);
    columns.set(0, "a varchar(118) key");
    assertThat(catalog.refresh(ORDERS).keyLimit()).isEqualTo(128);
  }

  @Test
  void keyMayHave128BytesWhereTheServerDoesNotSay() {
    TableCatalog catalog = new ScriptedSql().columns(List.of("a varchar(200) key")).catalog();

    assertThat(catalog.table(ORDERS).keyLimit()).isEqualTo(128);
  }

  @Test
  void largeintIsTheUnsignedBigint() {
    TableCatalog catalog =
        new ScriptedSql()
            .on(
                "information_schema.columns",
                () ->
                    List.of(
                        Map.of(
                            "COLUMN_NAME", "n",
                            "DATA_TYPE", "bigint unsigned",
                            "COLUMN_TYPE", "bigint(20) unsigned")))
            .catalog();

    assertThat(catalog.table(ORDERS).column("N").orElseThrow().type()).isEqualTo("largeint");
  }

  @Test
  void aTableIsReadOnceUntilItIsToBeReadAgain() {
    List<String> columns = new ArrayList<>(List.of("id bigint key"));
    TableCatalog catalog = new ScriptedSql().columns(columns).catalog();
    catalog.table(ORDERS);
    columns.add("name varchar(9)");

    assertThat(catalog.table(ORDERS).columns()).hasSize(1);
    assertThat(catalog.refresh(ORDERS).columns()).hasSize(2);
    assertThat(catalog.table(ORDERS).columns()).hasSize(2);
  }

  @Test
  void aMissingTableIsNamedWithTheWayOut() {
    TableCatalog catalog = new ScriptedSql().columns(List.of()).catalog();

    assertThatThrownBy(() -> catalog.table(ORDERS))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("Table shop.orders does not exist")
        .hasMessageContaining("CREATE TABLE `shop`.`orders`")
        .hasMessageContaining("starrocks.topic2table.map");
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedAgain() {
    TableCatalog catalog =
        new ScriptedSql()
            .on(
                "information_schema",
                () -> {
                  throw new SQLNonTransientConnectionException("refused", "08S01");
                })
            .catalog();

    assertThatThrownBy(() -> catalog.table(ORDERS))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("reading the columns of shop.orders")
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void aFrontEndThatLostItsLeaderIsAskedAgain() {
    ScriptedSql sql = new ScriptedSql();
    sql.refuse(statement -> new SQLException("current fe is not master", "HY000", 1064));

    assertThatThrownBy(() -> sql.catalog().truncate(ORDERS)).isInstanceOf(RetriableException.class);
  }

  @Test
  void aWrongPasswordEndsTheTask() {
    TableCatalog catalog =
        new ScriptedSql()
            .on(
                "current_version",
                () -> {
                  throw new SQLException("Access denied for user", "28000", 1045);
                })
            .catalog();

    assertThatThrownBy(catalog::version)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("starrocks.username or starrocks.password");
  }

  @Test
  void namesAreQuoted() {
    ScriptedSql sql = new ScriptedSql();

    sql.catalog().truncate(new TableId("my shop", "or`ders"));

    assertThat(sql.statements()).containsExactly("TRUNCATE TABLE `my shop`.`or``ders`");
  }
}
