package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

  private final TestingWarehouse testing = new TestingWarehouse();

  @AfterEach
  void close() {
    testing.close();
  }

  @Test
  void everythingConnectorJAsksForIsKnown() {
    assertThat(
            testing.row(
                "/* mysql-connector-j */SELECT  @@session.auto_increment_increment AS"
                    + " auto_increment_increment, @@character_set_client AS character_set_client,"
                    + " @@character_set_connection AS character_set_connection,"
                    + " @@character_set_results AS character_set_results,"
                    + " @@character_set_server AS character_set_server,"
                    + " @@collation_server AS collation_server,"
                    + " @@collation_connection AS collation_connection,"
                    + " @@init_connect AS init_connect,"
                    + " @@interactive_timeout AS interactive_timeout, @@license AS license,"
                    + " @@lower_case_table_names AS lower_case_table_names,"
                    + " @@max_allowed_packet AS max_allowed_packet,"
                    + " @@net_write_timeout AS net_write_timeout,"
                    + " @@performance_schema AS performance_schema,"
                    + " @@query_cache_size AS query_cache_size,"
                    + " @@query_cache_type AS query_cache_type, @@sql_mode AS sql_mode,"
                    + " @@system_time_zone AS system_time_zone, @@time_zone AS time_zone,"
                    + " @@transaction_isolation AS transaction_isolation,"
                    + " @@wait_timeout AS wait_timeout"))
        .hasSize(21)
        .startsWith(1L, "utf8mb4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transaction_read_only",
        "tx_read_only",
        "tx_isolation",
        "transaction_isolation",
        "default_storage_engine",
        "storage_engine",
        "sql_select_limit",
        "version_comment"
      })
  void variablesWhoseAbsenceBrokeReleasesAreThere(String name) {
    assertThat(testing.value("SELECT @@" + name)).isNotNull();
    assertThat(testing.rows("SHOW VARIABLES LIKE '" + name + "'")).hasSize(1);
  }

  @Test
  void unknownVariablesAreAnErrorWithSimilarNames() {
    SqlError error = testing.error("SELECT @@query_timout");

    assertThat(error.number()).isEqualTo(1193);
    assertThat(error)
        .hasMessageStartingWith(
            "Unknown system variable 'query_timout', the most similar variables are"
                + " {'query_timeout', ");
    assertThat(testing.error("SET nope = 1").number()).isEqualTo(1193);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET autocommit=1",
        "SET NAMES utf8mb4",
        "SET NAMES 'utf8' COLLATE 'utf8_general_ci'",
        "SET character_set_results = NULL",
        "SET SESSION TRANSACTION READ ONLY",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "SET sql_mode='STRICT_TRANS_TABLES', query_timeout = 10",
        "SET GLOBAL query_timeout = 10",
        "SET @@session.query_timeout = 10",
        "SET @mine := 1",
        "SET sql_mode=CONCAT(@@sql_mode, ',STRICT')"
      })
  void whatDriversSetIsAccepted(String sql) {
    assertThat(testing.execute(sql)).isEqualTo(new SqlResult.Done(0));
  }

  @Test
  void whatIsSetIsSeenByThatSessionAlone() {
    testing.execute("SET query_timeout = 77");

    assertThat(testing.value("SELECT @@query_timeout")).isEqualTo(77L);
    try (SqlSession other = testing.warehouse().openSession("root")) {
      SqlResult.Rows rows = (SqlResult.Rows) other.execute("SELECT @@query_timeout");
      assertThat(rows.rows().get(0)).containsExactly(300L);
    }
  }

  @ParameterizedTest
  @CsvSource({"2.5.13, 5.1.0", "3.3.22, 5.1.0", "3.4.0, 8.0.33", "4.0.1, 8.0.33"})
  void theMysqlVersionFollowsTheStarRocksVersion(String version, String mysql) {
    try (TestingWarehouse other = new TestingWarehouse(options -> options.withVersion(version))) {
      assertThat(other.row("SELECT VERSION(), @@version")).containsExactly(mysql, mysql);
      assertThat((String) other.value("SELECT current_version()")).startsWith(version + "-");
    }
  }

  @Test
  void sessionsKnowTheirDatabaseAndUser() {
    assertThat(testing.row("SELECT DATABASE(), SCHEMA(), USER()"))
        .isEqualTo(List.of("d", "d", "'root'@'%'"));
  }

  @Test
  void useChangesTheDatabase() {
    testing.execute("CREATE DATABASE other");
    testing.execute("USE other");

    assertThat(testing.value("SELECT DATABASE()")).isEqualTo("other");
    assertThat(testing.error("USE nope").number()).isEqualTo(5501);
  }
}
