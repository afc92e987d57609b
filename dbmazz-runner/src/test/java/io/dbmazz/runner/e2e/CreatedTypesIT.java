package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every type of docs/types.md: the column that is created for it, and a value on its way there. */
class CreatedTypesIT {

  private static final String TEXT = "varchar(1048576)";

  private static final String[] SETUP = {
    "CREATE EXTENSION hstore",
    "CREATE EXTENSION citext",
    "CREATE EXTENSION ltree",
    "CREATE EXTENSION cube",
    "CREATE TYPE mood AS ENUM ('sad', 'happy')",
    "CREATE DOMAIN price AS numeric(12,4)",
    "CREATE TYPE address AS (street text, number int)"
  };

  /**
   * A column of the source and what becomes of it.
   *
   * @param type in PostgreSQL
   * @param value SQL text of a value
   * @param column its type in StarRocks
   * @param shown the value there
   */
  private record Case(String type, String value, String column, String shown) {}

  private static final List<Case> CASES =
      Stream.of(numbers(), texts(), times(), bytes(), others(), arrays())
          .flatMap(cases -> cases)
          .toList();

  @AutoClose private final Site site = Site.create();

  private static Case of(String type, String value, String column, String shown) {
    return new Case(type, value, column, shown);
  }

  private static Case text(String type, String value) {
    return new Case(type, value, TEXT, value);
  }

  private static Stream<Case> numbers() {
    return Stream.of(
        of("boolean", "true", "tinyint(1)", "1"),
        of("smallint", "-32768", "smallint(6)", "-32768"),
        of("integer", "2147483647", "int(11)", "2147483647"),
        of("bigint", "-9223372036854775808", "bigint(20)", "-9223372036854775808"),
        of("oid", "4294967295", "bigint(20)", "4294967295"),
        of("xid", "4294967295", "bigint(20)", "4294967295"),
        of("cid", "7", "bigint(20)", "7"),
        of("real", "0.5", "float", "0.5"),
        of("double precision", "0.1", "double", "0.1"),
        of("numeric(10,2)", "99999999.99", "decimal(10, 2)", "99999999.99"),
        of("numeric(38,0)", "9".repeat(38), "decimal(38, 0)", "9".repeat(38)),
        of("numeric(39,1)", "9".repeat(38) + ".5", TEXT, "9".repeat(38) + ".5"),
        of("numeric", "12345678901234567890.500", TEXT, "12345678901234567890.500"),
        of("money", "1.25", "decimal(19, 2)", "1.25"),
        of("price", "1.5", "decimal(12, 4)", "1.5000"));
  }

  private static Stream<Case> texts() {
    return Stream.of(
        text("text", "naïve 日本"),
        text("varchar(5)", "äöü"),
        text("name", "n"),
        text("\"char\"", "x"),
        of("char(4)", "ab", TEXT, "ab  "),
        text("citext", "MiXed"),
        text("xml", "<a/>"),
        text("ltree", "top.science"),
        of("tsvector", "fat:2 cat:3", TEXT, "'cat':3 'fat':2"),
        text("mood", "happy"),
        of(
            "uuid",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "varchar(36)",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        of("json", "{\"b\": 1}", "json", "{\"b\":1}"),
        of("jsonb", "[1, null]", "json", "[1,null]"),
        of("hstore", "\"k\"=>\"v\"", "json", "{\"k\":\"v\"}"));
  }

  private static Stream<Case> times() {
    return Stream.of(
        of("date", "2024-02-29", "date", "2024-02-29"),
        of("timestamp", "9999-12-31 23:59:59.999999", "datetime", "9999-12-31 23:59:59.999999"),
        of(
            "timestamptz",
            "2024-01-02 03:04:05.678901+05:30",
            "datetime",
            "2024-01-01 21:34:05.678901"),
        of("time", "24:00:00", "varchar(32)", "24:00:00.000000"),
        of("timetz", "13:14:15.5+05:30", "varchar(32)", "13:14:15.5+05:30"),
        of("interval", "1 year 2 mons -3 days", "varchar(128)", "P1Y2M-3D"));
  }

  private static Stream<Case> bytes() {
    return Stream.of(
        of("bytea", "\\x4142", "varbinary", "AB"),
        of("bit(1)", "1", "tinyint(1)", "1"),
        of("bit(10)", "1000000001", "varchar(10)", "1000000001"),
        text("bit varying", "0101"));
  }

  private static Stream<Case> others() {
    return Stream.of(
        text("pg_lsn", "0/1"),
        text("tid", "(1,2)"),
        text("inet", "10.0.0.1/24"),
        text("cidr", "10.0.0.0/8"),
        text("macaddr", "08:00:2b:01:02:03"),
        text("point", "(1,2.5)"),
        text("circle", "<(1,2),3>"),
        text("tsquery", "'fat' & 'cat'"),
        text("int4range", "[1,10)"),
        text("tstzrange", "[\"2024-01-01 00:00:00+00\",)"),
        text("address", "(Main,5)"),
        text("regclass", "pg_class"),
        text("cube", "(1, 2),(3, 4)"));
  }

  private static Stream<Case> arrays() {
    return Stream.of(
        of("int[]", "{1,NULL,3}", "array<int>", "[1,null,3]"),
        of("text[]", "{\"a,b\",c}", "array<varchar(1048576)>", "[\"a,b\",\"c\"]"),
        of("numeric(6,2)[]", "{1.1}", "array<decimal(6, 2)>", "[\"1.10\"]"),
        of("date[]", "{2024-02-29}", "array<date>", "[\"2024-02-29\"]"),
        of("mood[]", "{sad}", "array<varchar(1048576)>", "[\"sad\"]"),
        of("jsonb[]", "{\"{\\\"a\\\": 1}\"}", "json", "[{\"a\":1}]"),
        of("bytea[]", "{\"\\\\x00ff\"}", "json", "[\"\\\\x00ff\"]"),
        of("int[][]", "{{1,2},{3,4}}", TEXT, "{{1,2},{3,4}}"));
  }

  private static String columns(String format) {
    return IntStream.range(0, CASES.size())
        .mapToObj(i -> String.format(Locale.ROOT, format, i, CASES.get(i).type()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void everyTypeIsCreatedAndLoaded() throws SQLException {
    site.source(SETUP);
    site.source("CREATE TABLE things (id int PRIMARY KEY, " + columns("c%d %s") + ")");
    site.tables("things")
        .set("sink.auto.create.tables", "true")
        .set("sink.auto.create.properties", "replication_num=1");
    site.run();
    String values =
        CASES.stream()
            .map(one -> "'" + one.value().replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    site.source(
        "INSERT INTO things (id) VALUES (1)", "INSERT INTO things VALUES (2, " + values + ")");
    site.awaitTarget("SELECT count(*) FROM things", "2");

    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      Case one = CASES.get(i);
      String expected = one.column() + " " + one.shown() + " null";
      String found = type("c" + i) + " " + value(i, 2) + " " + value(i, 1);
      if (!found.equals(expected)) {
        wrong.add(one.type() + ": " + found + " and not " + expected);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private String type(String column) throws SQLException {
    return site.targetValue(
        "SELECT COLUMN_TYPE FROM information_schema.columns WHERE TABLE_NAME = 'things' AND"
            + " COLUMN_NAME = '"
            + column
            + "'");
  }

  private String value(int column, int id) throws SQLException {
    return site.targetValue("SELECT c" + column + " FROM things WHERE id = " + id);
  }
}
