package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static TestingWarehouse testing;

  @BeforeAll
  static void createTables() {
    testing = new TestingWarehouse();
    testing.execute(
        "CREATE TABLE t (id BIGINT, gone BOOLEAN, price DECIMAL(10, 2), at DATETIME, name STRING,"
            + " big LARGEINT, ratio FLOAT, raw VARBINARY, doc JSON, day DATE, small TINYINT)"
            + " PRIMARY KEY(id)");
    testing.execute(
        "INSERT INTO t VALUES (1, true, 1.50, '2026-01-02 03:04:05.678901', 'né', "
            + "170141183460469231731687303715884105727, 0.1, x'00ff', '{\"a\": [1, 2]}',"
            + " '2026-01-02', 7), (2, false, 2.25, '2026-01-02 03:04:06', NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL)");
    testing.execute("CREATE TABLE u (id BIGINT, t_id BIGINT) PRIMARY KEY(id)");
    testing.execute("INSERT INTO u VALUES (10, 1), (11, 1), (12, 2)");
  }

  @AfterAll
  static void close() {
    testing.close();
  }

  @Test
  void everyTypeComesBackAsItWasStored() {
    List<Object> row = testing.row("SELECT * FROM t WHERE id = 1");

    assertThat(row.subList(0, 7))
        .containsExactly(
            1L,
            true,
            new BigDecimal("1.50"),
            LocalDateTime.of(2026, 1, 2, 3, 4, 5, 678_901_000),
            "né",
            BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE),
            (double) 0.1f);
    assertThat((byte[]) row.get(7)).containsExactly(0, -1);
    assertThat(row.subList(8, 11)).containsExactly("{\"a\":[1,2]}", LocalDate.of(2026, 1, 2), 7L);
  }

  @Test
  void columnsOfATableKeepTheirType() {
    assertThat(testing.kinds("SELECT * FROM t"))
        .containsExactly(
            Kind.BIGINT,
            Kind.BOOLEAN,
            Kind.DECIMAL,
            Kind.DATETIME,
            Kind.VARCHAR,
            Kind.LARGEINT,
            Kind.FLOAT,
            Kind.VARBINARY,
            Kind.JSON,
            Kind.DATE,
            Kind.TINYINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT(*) | BIGINT",
        "MAX(id) | BIGINT",
        "SUM(id) | BIGINT",
        "SUM(big) | LARGEINT",
        "SUM(price) | DECIMAL",
        "AVG(id) | DOUBLE",
        "AVG(small) | DOUBLE",
        "MAX(at) | DATETIME",
        "MAX(name) | VARCHAR"
      })
  void aggregatesHaveStarRocksTypes(String aggregate, Kind kind) {
    assertThat(testing.kinds("SELECT " + aggregate + " FROM t")).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "-->",
      quoteCharacter = '~',
      value = {
        "1 / 2 --> 0.5",
        "1 / 0 --> ",
        "7 DIV 2 --> 3",
        "7 % 4 --> 3",
        "7 % 0 --> ",
        "6 & 3 --> 2",
        "6 | 3 --> 7",
        "6 ^ 3 --> 5",
        "NULL <=> NULL --> 1",
        "1 <=> NULL --> 0",
        "1 || 0 --> 1",
        "1 && 0 --> 0",
        "IF(1 > 2, 'a', 'b') --> b",
        "IFNULL(NULL, 'x') --> x",
        "NVL(NULL, 'x') --> x",
        "ISNULL(NULL) --> 1",
        "COALESCE(NULL, 3) --> 3",
        "LENGTH('é') --> 2",
        "CHAR_LENGTH('é') --> 1",
        "CONCAT('a', 1) --> a1",
        "MD5('a') --> 0cc175b9c0f1b6a831c399e269772661",
        "SHA2('a', 256) --> ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        "HEX('az') --> 617A",
        "HEX(255) --> FF",
        "HEX(x'00ff') --> 00FF",
        "UNHEX('617A') --> az",
        "TO_BASE64(TO_BINARY('6162', 'hex')) --> YWI=",
        "FROM_BINARY(TO_BINARY('YWI=', 'encode64'), 'utf8') --> ab",
        "POW(2, 3) --> 8",
        "SUBSTRING_INDEX('a.b.c', '.', 2) --> a.b",
        "SUBSTRING_INDEX('a.b.c', '.', -1) --> c",
        "PARSE_JSON('{\"a\" : 1}') --> {\"a\":1}",
        "DATE_ADD('2026-01-31', INTERVAL 1 DAY) --> 2026-02-01 00:00:00",
        "DATE_SUB('2026-01-01 00:00:00', INTERVAL 1 SECOND) --> 2025-12-31 23:59:59",
        "CAST('2026-01-01' AS DATETIME) + INTERVAL 2 HOUR --> 2026-01-01 02:00:00",
        "DATEDIFF('2026-01-03', '2026-01-01') --> 2",
        "DATE('2026-01-03 04:05:06') --> 2026-01-03",
        "CAST('5' AS LARGEINT) --> 5",
        "CAST(5 AS STRING) --> 5",
        "CAST(1.26 AS DECIMAL(5, 1)) --> 1.3",
        "'a' = 'A' --> 0",
        "'abc' REGEXP 'b' --> 1",
        "\"x\" --> x",
        "'it\\'s' --> it's",
        "TRUE --> 1"
      })
  void expressionsGiveWhatStarRocksGives(String expression, String expected) {
    String sql = "SELECT " + expression;
    Object value = testing.value(sql);
    assertThat(value == null ? null : Texts.of(value)).isEqualTo(expected);
  }

  @Test
  void booleansCompareWithNumbersAndWords() {
    assertThat(testing.rows("SELECT id FROM t WHERE gone = 1")).containsExactly(List.of(1L));
    assertThat(testing.rows("SELECT id FROM t WHERE gone = false")).containsExactly(List.of(2L));
    assertThat(testing.rows("SELECT id FROM t WHERE NOT gone")).containsExactly(List.of(2L));
  }

  @Test
  void datesCompareWithStrings() {
    assertThat(testing.rows("SELECT id FROM t WHERE at > '2026-01-02 03:04:05.9'"))
        .containsExactly(List.of(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ID FROM t",
        "SELECT `id` FROM `t`",
        "SELECT t.id FROM t",
        "SELECT d.t.id FROM d.t",
        "SELECT `x`.`Id` FROM `d`.`t` AS `x`",
        "SELECT x.id FROM default_catalog.d.t x",
        "SELECT id FROM (SELECT id FROM t) q",
        "WITH q AS (SELECT id FROM t) SELECT q.id FROM q",
        "SELECT id FROM t WHERE id IN (SELECT t_id FROM u)",
        "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id)",
        "SELECT /*+ SET_VAR(query_timeout = 1) */ id FROM t"
      })
  void namesAreResolvedInEveryForm(String sql) {
    assertThat(testing.rows(sql + " ORDER BY 1")).containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void tablesAreJoinedAndGrouped() {
    assertThat(
            testing.rows(
                "SELECT t.id, COUNT(*) AS n FROM t JOIN u ON t.id = u.t_id"
                    + " GROUP BY t.id HAVING n > 1"))
        .containsExactly(List.of(1L, 2L));
  }

  @Test
  void limitsHaveBothForms() {
    assertThat(testing.rows("SELECT id FROM u ORDER BY id LIMIT 1, 2"))
        .isEqualTo(testing.rows("SELECT id FROM u ORDER BY id LIMIT 2 OFFSET 1"))
        .containsExactly(List.of(11L), List.of(12L));
  }

  @Test
  void keyRangesAreRead() {
    assertThat(testing.rows("SELECT id FROM u WHERE id >= 11 AND id < 12"))
        .containsExactly(List.of(11L));
    assertThat(testing.rows("SELECT id FROM u WHERE id = 12")).containsExactly(List.of(12L));
    assertThat(testing.rows("SELECT id FROM u ORDER BY id DESC LIMIT 1"))
        .containsExactly(List.of(12L));
    assertThat(testing.rows("SELECT id FROM u WHERE id < 12 ORDER BY id DESC"))
        .containsExactly(List.of(11L), List.of(10L));
    assertThat(testing.rows("SELECT id FROM u WHERE id > 10 ORDER BY id DESC"))
        .containsExactly(List.of(12L), List.of(11L));
  }

  @Test
  void partsOfACompositeKeyAreRead() {
    testing.execute("CREATE TABLE c (a INT, b VARCHAR(5)) PRIMARY KEY(a, b)");
    testing.execute("INSERT INTO c VALUES (1, 'x'), (1, 'y'), (2, 'x'), (3, 'x')");

    assertThat(testing.rows("SELECT b FROM c WHERE a = 1"))
        .containsExactly(List.of("x"), List.of("y"));
    assertThat(testing.rows("SELECT a FROM c WHERE a > 1 AND b = 'x'"))
        .containsExactly(List.of(2L), List.of(3L));
    assertThat(testing.rows("SELECT a FROM c WHERE b = 'y'")).containsExactly(List.of(1L));
    assertThat(testing.rows("SELECT a FROM c WHERE a = 1 AND b > 'x'"))
        .containsExactly(List.of(1L));
  }

  @Test
  void unnamedExpressionsAreLabelledByTheirText() {
    assertThat(
            testing.labels(
                "SELECT max(id), COUNT(*), id + 1 AS `next one`, t.name FROM t GROUP BY 3, 4"))
        .containsExactly("max(id)", "COUNT(*)", "next one", "name");
  }

  @Test
  void wordsOfTheEngineAreFreeAsNames() {
    assertThat(testing.labels("SELECT id AS value, id AS `user`, id AS day FROM t AS `order`"))
        .containsExactly("value", "user", "day");
  }

  @Test
  void unknownTablesAreNamedWithTheirDatabase() {
    SqlError error = testing.error("SELECT * FROM nope");

    assertThat(error.number()).isEqualTo(5502);
    assertThat(error.state()).isEqualTo("42602");
    assertThat(error)
        .hasMessage("Getting analyzing error. Detail message: Unknown table 'd.nope'.");
  }

  @Test
  void unknownDatabasesAreNamed() {
    assertThat(testing.error("SELECT * FROM nope.t"))
        .hasMessageContaining("Unknown database 'nope'");
  }

  @Test
  void unknownColumnsAreNamed() {
    SqlError error = testing.error("SELECT nope FROM t");

    assertThat(error.number()).isEqualTo(1064);
    assertThat(error)
        .hasMessage("Getting analyzing error. Detail message: Column 'nope' cannot be resolved.");
  }

  @Test
  void syntaxErrorsSayWhere() {
    assertThat(testing.error("SELECT 1 FROM FROM t"))
        .hasMessageStartingWith("Getting syntax error at line 1, column ")
        .hasMessageContaining("Detail message: ");
  }

  @Test
  void filesAreOutOfReach() {
    assertThat(testing.error("SELECT FILE_READ('/etc/hostname')").number()).isEqualTo(1064);
    assertThat(testing.error("SELECT CSVWRITE('/tmp/x.csv', 'SELECT 1')").number()).isEqualTo(1064);
  }

  @Test
  void aStatementNobodyKnowsIsASyntaxError() {
    assertThat(testing.error("FROBNICATE t")).hasMessageStartingWith("Getting syntax error");
  }

  @Test
  void withoutADatabaseNamesAreNotEnough() {
    try (SqlSession fresh = testing.warehouse().openSession("root")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> fresh.execute("SELECT * FROM t"))
          .hasMessage("No database selected");
    }
  }
}
