package io.dbmazz.runner.cluster;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every PostgreSQL type that Debezium's JDBC sink writes as it was, with two values of each. */
final class JdbcTypes {

  static final String TABLE = "types";

  static final String[] EXTENSIONS = {
    "CREATE EXTENSION citext", "CREATE EXTENSION ltree", "CREATE TYPE mood AS ENUM ('sad', 'happy')"
  };

  private record Column(String type, String first, String second) {}

  private static final Column[] COLUMNS = {
    new Column("boolean", "true", "false"),
    new Column("smallint", "-32768", "32767"),
    new Column("integer", "-2147483648", "2147483647"),
    new Column("bigint", "-9223372036854775808", "9223372036854775807"),
    new Column("oid", "0", "4294967295"),
    new Column("real", "0.1", "-3.4028235e38"),
    new Column("double precision", "0.1", "5e-324"),
    new Column("numeric(12,2)", "1.20", "-9999999999.99"),
    new Column("numeric", "12345678901234567890.123456789", "0.00"),
    new Column("money", "'12.34'", "'-0.01'"),
    new Column("text", "'ü € 𝄞'", "''"),
    new Column("varchar(10)", "'a''b'", "'a\"\\b'"),
    new Column("char(5)", "'ab'", "'abcde'"),
    new Column("citext", "'AbC'", "'d'"),
    new Column("bytea", "'\\xdeadbeef00'", "''"),
    new Column("varbit", "B'10110'", "B''"),
    new Column("date", "'2024-02-29'", "'0044-03-15 BC'"),
    new Column("timestamp(3)", "'2024-02-29 01:02:03.456'", "'1969-12-31 23:59:59.999'"),
    new Column("timestamp", "'2024-02-29 01:02:03.456789'", "'0044-03-15 12:00:00 BC'"),
    new Column("timestamptz", "'2024-02-29 01:02:03.456789+05'", "'infinity'"),
    new Column("time", "'01:02:03.456789'", "'23:59:59.999999'"),
    new Column("timetz", "'01:02:03.456789+05'", "'00:00:00-12'"),
    new Column("interval", "'1 year 2 months 3 days 04:05:06.7'", "'-1 day 02:03:04'"),
    new Column("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "md5('2')::uuid"),
    new Column("json", "'{\"a\": 1,  \"b\": null}'", "'[1, \"x\"]'"),
    new Column("jsonb", "'{\"a\": {\"b\": [1.50]}}'", "'null'"),
    new Column("xml", "'<a>1</a>'", "'<b/>'"),
    new Column("ltree", "'a.b.c'", "'d'"),
    new Column("tsvector", "'a:1 b:2'", "''"),
    new Column("mood", "'happy'", "'sad'"),
    new Column("inet", "'10.0.0.1/8'", "'::1'"),
    new Column("cidr", "'10.0.0.0/8'", "'::/0'"),
    new Column("macaddr", "'08:00:2b:01:02:03'", "'00:00:00:00:00:00'"),
    new Column("int4range", "'[1,5)'", "'empty'"),
    new Column("tstzrange", "'[2024-01-01 00:00:00+00,)'", "'(,)'"),
    new Column("point", "'(1,2)'", "'(0.1,-3e30)'"),
    new Column("pg_lsn", "'0/1'", "'FFFFFFFF/FFFFFFFF'"),
    new Column("boolean[]", "'{t,NULL}'", "'{}'"),
    new Column("integer[]", "'{1,NULL,3}'", "'{}'"),
    new Column("double precision[]", "'{0.1,-1}'", "'{NULL}'"),
    new Column("text[]", "'{a,NULL,\"b, c\",\"\"}'", "'{}'"),
    new Column("uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'", "'{}'"),
    new Column("integer[][]", "'{{1,2},{3,4}}'", "'{}'"),
  };

  private JdbcTypes() {}

  static String create() {
    return "CREATE TABLE types (id integer PRIMARY KEY, "
        + IntStream.range(0, COLUMNS.length)
            .mapToObj(i -> "c" + i + " " + COLUMNS[i].type())
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** A row of the first values. */
  static String insertFirst(int id) {
    return insert(id, Stream.of(COLUMNS).map(Column::first));
  }

  /** A row of the second values. */
  static String insertSecond(int id) {
    return insert(id, Stream.of(COLUMNS).map(Column::second));
  }

  private static String insert(int id, Stream<String> values) {
    return "INSERT INTO types VALUES ("
        + id
        + ", "
        + values.collect(Collectors.joining(", "))
        + ")";
  }

  /** Changes a row to the second values. */
  static String updateToSecond(int id) {
    return "UPDATE types SET "
        + IntStream.range(0, COLUMNS.length)
            .mapToObj(i -> "c" + i + " = " + COLUMNS[i].second())
            .collect(Collectors.joining(", "))
        + " WHERE id = "
        + id;
  }
}
