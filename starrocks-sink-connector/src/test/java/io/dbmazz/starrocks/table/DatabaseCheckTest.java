package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseCheckTest {

  private final ScriptedSql sql =
      new ScriptedSql()
          .on("current_version", () -> List.of(Map.of("version", "3.5.4-abc")))
          .on("SHOW DATABASES", () -> List.of(Map.of("Database", "shop")))
          .on("SHOW TABLES FROM `shop`", () -> List.of(Map.of("Tables_in_shop", "orders")));

  private Optional<KeyProblem> problem(String database, String... tables) {
    return new DatabaseCheck(sql, "StarRocks' SQL port at fe1:9030")
        .problem(database, List.of(tables));
  }

  private void refuseAll(SQLException reason) {
    sql.on(
        "current_version",
        () -> {
          throw reason;
        });
  }

  @Test
  void nothingIsWrongWhenDatabaseAndTablesAreThere() {
    assertThat(problem("shop", "orders", "orders")).isEmpty();
    assertThat(sql.statements()).isEmpty();
  }

  @Test
  void namesOfDatabasesAndTablesAreCaseSensitive() {
    assertThat(problem("Shop"))
        .get()
        .extracting(KeyProblem::key)
        .isEqualTo("starrocks.database.name");
    assertThat(problem("shop", "Orders")).isPresent();
  }

  @Test
  void missingDatabaseComesWithTheStatementThatMakesIt() {
    assertThat(problem("st`ore").orElseThrow().text()).contains("CREATE DATABASE `st``ore`");
  }

  @Test
  void everyMissingTableIsNamed() {
    KeyProblem problem = problem("shop", "orders", "items", "lines").orElseThrow();

    assertThat(problem.key()).isEqualTo("starrocks.topic2table.map");
    assertThat(problem.text())
        .contains("CREATE TABLE `shop`.`items`", "CREATE TABLE `shop`.`lines`")
        .doesNotContain("orders");
  }

  @Test
  void refusedLoginBelongsToTheUser() {
    refuseAll(new SQLException("Access denied for user 'root'", "28000", 1045));

    assertThat(problem("shop"))
        .contains(KeyProblem.refusedLogin("StarRocks' SQL port at fe1:9030"));
  }

  @Test
  void missingPrivilegeBelongsToTheUser() {
    refuseAll(new SQLException("Access denied; you need the SELECT privilege", "42000", 5203));

    KeyProblem problem = problem("shop").orElseThrow();
    assertThat(problem.key()).isEqualTo("starrocks.username");
    assertThat(problem.text()).contains("you need the SELECT privilege", "Grant");
  }

  @Test
  void lostConnectionIsNamedWithItsCause() {
    refuseAll(
        new SQLException("Communications link failure", "08S01", new ConnectException("refused")));

    KeyProblem problem = problem("shop").orElseThrow();
    assertThat(problem.key()).isEqualTo("starrocks.jdbc.url");
    assertThat(problem.text()).contains("fe1:9030", "ConnectException: refused");
  }

  @Test
  void anotherDatabaseThanStarRocksIsNamed() {
    refuseAll(new SQLException("FUNCTION current_version does not exist", "42000", 1305));

    KeyProblem problem = problem("shop").orElseThrow();
    assertThat(problem.key()).isEqualTo("starrocks.jdbc.url");
    assertThat(problem.text()).contains("current_version does not exist", "9030");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://fe1:9030, fe1:9030",
    "'jdbc:mysql://fe1:9030,fe2:9030/shop?useSSL=true', 'fe1:9030,fe2:9030'",
    "jdbc:mysql://fe1?keyStore=x, fe1"
  })
  void serverIsNamedWithoutTheParametersOfItsUrl(String url, String hosts) {
    assertThat(DatabaseCheck.server(url)).isEqualTo("StarRocks' SQL port at " + hosts);
  }
}
