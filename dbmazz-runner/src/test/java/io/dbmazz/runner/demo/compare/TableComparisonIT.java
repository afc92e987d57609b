package io.dbmazz.runner.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableComparisonIT {

  private static final String DATABASE = "comparison";

  private StarRocksEmulator starRocks;
  private Connection source;
  private Connection target;

  @BeforeEach
  void fillBothSides() throws SQLException {
    TestingPostgres.shared().createDatabase(DATABASE);
    source = TestingPostgres.shared().connect(DATABASE);
    starRocks = StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(DATABASE));
    target = DriverManager.getConnection(starRocks.jdbcUrl(DATABASE), "root", "");
    execute(
        source,
        "CREATE TABLE t (id int, part text, n numeric(12,2), f float8, b bool, d date, ts timestamp,"
            + " tz timestamptz, j jsonb, s text, PRIMARY KEY (id, part))",
        "INSERT INTO t VALUES (1, 'a', 1.10, 0.1, true, '2024-02-29', '2024-01-01 00:00:00.000001',"
            + " '2024-01-01 02:00:00.5+02', '{\"x\": 1.0, \"y\": [null]}', 'é\n'),"
            + " (1, 'B', -1.10, 1e300, false, '0001-01-01', '9999-12-31 23:59:59.999999',"
            + " '2024-06-01 00:00:00+00', '[]', ''),"
            + " (2, 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    execute(
        target,
        "CREATE TABLE t (id INT NOT NULL, part VARCHAR(10) NOT NULL, n DECIMAL(12,2), f DOUBLE,"
            + " b BOOLEAN, d DATE, ts DATETIME, tz DATETIME, j JSON, s STRING,"
            + " dbmazz_is_deleted BOOLEAN) PRIMARY KEY (id, part)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')",
        "INSERT INTO t VALUES (1, 'a', 1.10, 0.1, true, '2024-02-29', '2024-01-01 00:00:00.000001',"
            + " '2024-01-01 00:00:00.500000', parse_json('{\"y\":[null],\"x\":1}'), 'é\\n', false)",
        "INSERT INTO t VALUES (1, 'B', -1.10, 1e300, false, '0001-01-01',"
            + " '9999-12-31 23:59:59.999999', '2024-06-01 00:00:00', parse_json('[]'), '', false)",
        "INSERT INTO t VALUES (2, 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false)",
        "INSERT INTO t VALUES (9, 'z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true)");
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    target.close();
    starRocks.close();
    TestingPostgres.shared().execute("DROP DATABASE " + DATABASE);
  }

  @Test
  void sameValuesAreEqualWhateverTheirTextAndDeletedRowsDoNotCount() throws SQLException {
    TableEquality equality = compare();

    assertThat(equality.examples()).isEmpty();
    assertThat(equality.isEqual()).isTrue();
    assertThat(equality.sourceRows()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n = 1.11",
        "f = 0.1000000000000001",
        "b = false",
        "b = NULL",
        "d = '2024-02-28'",
        "ts = '2024-01-01 00:00:00.000002'",
        "tz = '2024-01-01 00:00:00.500001'",
        "j = parse_json('{\"x\":2,\"y\":[null]}')",
        "j = parse_json('{\"x\":1,\"y\":[]}')",
        "s = 'e'",
        "s = NULL"
      })
  void oneValueInOneColumnMakesTheTablesDifferent(String change) throws SQLException {
    execute(target, "UPDATE t SET " + change + " WHERE id = 1 AND part = 'a'");

    TableEquality equality = compare();

    String column = change.substring(0, change.indexOf(' '));
    assertThat(equality.examples()).containsExactly("row [1, a] differs in [" + column + "]");
    assertThat(equality.isEqual()).isFalse();
  }

  @Test
  void missingAndExtraRowsMakeTheTablesDifferent() throws SQLException {
    execute(
        target,
        "DELETE FROM t WHERE id = 1 AND part = 'B'",
        "UPDATE t SET dbmazz_is_deleted = false WHERE id = 9");

    TableEquality equality = compare();

    assertThat(equality.missing()).isEqualTo(1);
    assertThat(equality.extra()).isEqualTo(1);
    assertThat(equality.equal()).isEqualTo(2);
  }

  @Test
  void rowWhoseDeletionIsUnknownIsMissing() throws SQLException {
    execute(target, "UPDATE t SET dbmazz_is_deleted = NULL WHERE id = 2");

    assertThat(compare().missing()).isEqualTo(1);
  }

  @Test
  void columnThatTheTargetLacksIsAnError() throws SQLException {
    execute(source, "ALTER TABLE t ADD COLUMN extra int");

    assertThatThrownBy(this::compare)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("extra");
  }

  private TableEquality compare() throws SQLException {
    return new TableComparison(source, target).compare("public", "t");
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
