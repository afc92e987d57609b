package io.dbmazz.postgres;

import java.sql.SQLException;

/** Databases for Debezium's connector to read, and what happens in them. */
final class DebeziumScenarios {

  private DebeziumScenarios() {}

  private static TestingSource debezium(String... tables) throws SQLException {
    return TestingSource.on(TestingPostgres.shared())
        .sql(tables)
        .with("name", "shop")
        .with("connector.class", "io.debezium.connector.postgresql.PostgresConnector")
        .with("plugin.name", "pgoutput")
        .with("publication.autocreate.mode", "filtered")
        .with("table.include.list", "public.*")
        .with("include.unknown.datatypes", "true")
        .with("snapshot.mode", "initial");
  }

  private static final String TYPES =
      "CREATE TABLE types (id int PRIMARY KEY, t_bool boolean, t_i2 smallint, t_i4 integer,"
          + " t_i8 bigint, t_oid oid, t_f4 real, t_f8 double precision, t_num numeric(12,3),"
          + " t_free numeric, t_money money, t_char char(4), t_varchar varchar(40), t_text text,"
          + " t_citext citext, t_bytes bytea, t_bit bit(1), t_bits bit(12), t_varbit varbit(20),"
          + " t_date date, t_time3 time(3), t_time time, t_timetz timetz, t_ts0 timestamp(0),"
          + " t_ts3 timestamp(3), t_ts timestamp, t_tstz timestamptz, t_span interval, t_uuid uuid,"
          + " t_json json, t_jsonb jsonb, t_xml xml, t_mood mood, t_inet inet, t_cidr cidr,"
          + " t_mac macaddr, t_range int4range, t_point point, t_ltree ltree, t_search tsvector,"
          + " t_hstore hstore, a_bool boolean[], a_int int[], a_text text[], a_num numeric(8,2)[],"
          + " a_date date[], a_ts timestamp[], a_tstz timestamptz[], a_uuid uuid[])";

  private static final String ROW =
      "true, -32768, 2147483647, -9223372036854775808, 4294967295, 0.5, 0.1, -123456789.125,"
          + " 1234567890123456789.000000001, 12.34, 'ab', 'Grüße', 'Line 1' || chr(10) || '\"2\"',"
          + " 'CiText', '\\x00ff10', B'1', B'101000000001', B'10101', '1969-12-31', '04:05:06.789',"
          + " '04:05:06.789012', '04:05:06.5+05:30', '1969-12-31 23:59:59',"
          + " '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.789012',"
          + " '2024-02-29 12:34:56.789012+05:30', '1 year 2 days 3.5 seconds',"
          + " '6f1b2a3c-0000-4000-8000-00000000000a', '{\"a\": [1, 2.50]}', '{\"b\": null}',"
          + " '<a b=\"1\">x</a>', 'happy', '192.168.0.1/24', '10.0.0.0/8', '08:00:2b:01:02:03',"
          + " '[1,5)', '(1.5,-2)', 'a.b.c', 'fat:2 rat:3', 'k=>v, n=>NULL', '{t,NULL,f}',"
          + " '{1,NULL,3}', '{a,\"b c\"}', '{1.50,-2.25}', '{2024-02-29}',"
          + " '{\"2024-02-29 12:34:56.789012\"}', '{\"2024-02-29 12:34:56.789012+00\"}',"
          + " '{6f1b2a3c-0000-4000-8000-00000000000a}'";

  /** A table of every type, with a row of values and a row of NULLs. */
  static TestingSource types() throws SQLException {
    return debezium(
        "SET lc_monetary = 'C'",
        "CREATE EXTENSION citext",
        "CREATE EXTENSION hstore",
        "CREATE EXTENSION ltree",
        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
        TYPES,
        "INSERT INTO types VALUES (1, " + ROW + ")",
        "INSERT INTO types (id) VALUES (2)");
  }

  /** Two changes: the same values by the stream, and NULLs. */
  static void changeTypes(TestingSource source) throws SQLException {
    source.sql("INSERT INTO types VALUES (3, " + ROW + ")", "INSERT INTO types (id) VALUES (4)");
  }

  /** A table of every type, of which nothing is NULL: of a deleted row the key alone is sent. */
  static TestingSource strictTypes() throws SQLException {
    TestingSource source = types();
    source.sql(
        "DELETE FROM types WHERE id = 2",
        "DO $$ DECLARE c text; BEGIN FOR c IN SELECT column_name FROM information_schema.columns"
            + " WHERE table_name = 'types' LOOP EXECUTE 'ALTER TABLE types ALTER ' || c ||"
            + " ' SET NOT NULL'; END LOOP; END $$");
    return source;
  }

  static void deleteStrict(TestingSource source) throws SQLException {
    source.sql("DELETE FROM types WHERE id = 1");
  }

  private static final String SPECIALS =
      "'infinity', '-infinity', 'infinity', '-infinity', 'infinity', '-infinity', 'NaN', 'NaN',"
          + " 'NaN', '-Infinity', '0044-03-15 BC', '0044-03-15 12:00:00 BC', '12024-01-02',"
          + " '12024-01-02 03:04:05', '24:00:00'";

  /** A table of what no other database has. */
  static TestingSource specials() throws SQLException {
    return debezium(
        "CREATE TABLE specials (id int PRIMARY KEY, d_last date, d_first date, t_last timestamp,"
            + " t_first timestamp, z_last timestamptz, z_first timestamptz, n_nan numeric(10,2),"
            + " f_nan real, d_nan double precision, d_inf double precision, d_bc date,"
            + " t_bc timestamp, d_far date, t_far timestamp, t_midnight time)",
        "INSERT INTO specials VALUES (1, " + SPECIALS + ")");
  }

  static void changeSpecials(TestingSource source) throws SQLException {
    source.sql("INSERT INTO specials VALUES (2, " + SPECIALS + ")");
  }

  /** A table whose large values PostgreSQL keeps out of line. */
  static TestingSource toasted() throws SQLException {
    return debezium(
        "CREATE EXTENSION hstore",
        "CREATE TABLE docs (id int PRIMARY KEY, title text, body text, bin bytea, doc jsonb,"
            + " attrs hstore, words text[], nums int[], longs bigint[], ids uuid[], days date[],"
            + " times timestamp[], amounts numeric(8,2)[]) WITH (toast_tuple_target = 128)",
        "ALTER TABLE docs ALTER body SET STORAGE EXTERNAL, ALTER bin SET STORAGE EXTERNAL,"
            + " ALTER doc SET STORAGE EXTERNAL, ALTER attrs SET STORAGE EXTERNAL,"
            + " ALTER words SET STORAGE EXTERNAL, ALTER nums SET STORAGE EXTERNAL,"
            + " ALTER longs SET STORAGE EXTERNAL, ALTER ids SET STORAGE EXTERNAL,"
            + " ALTER days SET STORAGE EXTERNAL, ALTER times SET STORAGE EXTERNAL,"
            + " ALTER amounts SET STORAGE EXTERNAL",
        "INSERT INTO docs SELECT 1, 'first', repeat('b', 300), decode(repeat('0a', 300), 'hex'),"
            + " jsonb_build_object('k', repeat('j', 300)), hstore('k', repeat('h', 300)),"
            + " ARRAY[repeat('w', 300)], array_agg(g), array_agg(g),"
            + " array_agg('6f1b2a3c-0000-4000-8000-00000000000a'::uuid),"
            + " array_agg('2024-02-29'::date), array_agg('2024-02-29 12:00'::timestamp),"
            + " array_agg(g + 0.25) FROM generate_series(1, 50) g");
  }

  static void changeToasted(TestingSource source) throws SQLException {
    source.sql("UPDATE docs SET title = 'second'");
  }

  /** Tables of both replica identities. */
  static TestingSource life() throws SQLException {
    return debezium(
            "CREATE TABLE orders (id int PRIMARY KEY, customer text NOT NULL, amount numeric(10,2)"
                + " NOT NULL, paid boolean NOT NULL DEFAULT true, placed timestamptz NOT NULL,"
                + " note text DEFAULT 'none')",
            "CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL, price numeric)",
            "ALTER TABLE items REPLICA IDENTITY FULL",
            "INSERT INTO orders VALUES (1, 'Ann', 1.00, true, '2024-01-01 00:00+00', 'x'),"
                + " (2, 'Bob', 2.50, false, '2024-01-02 00:00+00', NULL)",
            "INSERT INTO items VALUES (1, 'pen', 0.99), (2, 'ink', 3)")
        .with("skipped.operations", "none");
  }

  /** Twelve records: a key change makes three, a delete two. */
  static void live(TestingSource source) throws SQLException {
    source.sql(
        "INSERT INTO orders VALUES (3, 'Cid', 3.75, true, '2024-01-03 00:00+00', 'y')",
        "UPDATE orders SET amount = 10.00, note = NULL WHERE id = 1",
        "UPDATE orders SET id = 20 WHERE id = 2",
        "DELETE FROM orders WHERE id = 3",
        "DELETE FROM items WHERE id = 1",
        "TRUNCATE items",
        "INSERT INTO items VALUES (3, 'nib', 0.5)",
        "INSERT INTO orders VALUES (4, 'Dan', 4.00, false, '2024-01-04 00:00+00', DEFAULT)");
  }
}
