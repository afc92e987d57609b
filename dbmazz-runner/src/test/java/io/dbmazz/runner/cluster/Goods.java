package io.dbmazz.runner.cluster;

import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Site;
import java.sql.SQLException;
import java.time.Duration;

/** A table with a column of each type family that is compared by value, and what happens to it. */
final class Goods {

  static final String TABLE = "goods";

  private static final String STARROCKS =
      "CREATE TABLE goods (id BIGINT NOT NULL, small SMALLINT, whole INT, price DECIMAL(12,2),"
          + " weight DOUBLE, sold BOOLEAN, made DATE, seen DATETIME, changed_at DATETIME,"
          + " tags JSON, code VARCHAR(36), name VARCHAR(100), document STRING %s)"
          + " PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')";
  private static final String POSTGRES =
      "CREATE TABLE goods (id bigint PRIMARY KEY, small smallint, whole integer,"
          + " price numeric(12,2), weight double precision, sold boolean, made date,"
          + " seen timestamp, changed_at timestamptz DEFAULT clock_timestamp(), tags jsonb,"
          + " code uuid, name varchar(100), document text %s)";
  private static final String POSTGRES_BYTES = ", picture bytea";
  private static final String COLUMNS =
      "(id, small, whole, price, weight, sold, made, seen, tags, code, name)";

  private Goods() {}

  /** Creates the table at both ends, with a column of bytes. */
  static Site createOn(Site site) throws SQLException {
    return create(site, POSTGRES_BYTES, ", picture VARBINARY");
  }

  /** Creates the table at both ends, for records that have no form for bytes. */
  static Site createWithoutBytesOn(Site site) throws SQLException {
    return create(site, "", "");
  }

  /** The table in PostgreSQL, with a column of bytes. */
  static String postgres() {
    return POSTGRES.formatted(POSTGRES_BYTES);
  }

  private static Site create(Site site, String postgres, String starRocks) throws SQLException {
    site.source(POSTGRES.formatted(postgres));
    site.target(STARROCKS.formatted(starRocks));
    return site.tables(TABLE);
  }

  /** One statement that inserts {@code first} to {@code last}, every tenth with NULLs. */
  static String insert(int first, int last) {
    return "INSERT INTO goods "
        + COLUMNS
        + " SELECT i, -i, i * 1000, i * 1.01, i / 3.0, i % 2 = 0, date '1969-12-01' + i,"
        + " timestamp '2024-02-28 23:59:59.123456' + i * interval '1 hour',"
        + " jsonb_build_object('n', i, 'text', 'ü \" \\ €'), md5(i::text)::uuid, 'name ' || i"
        + " FROM generate_series(%d, %d) i WHERE i %% 10 <> 0".formatted(first, last)
        + " UNION ALL SELECT i, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
        + " FROM generate_series(%d, %d) i WHERE i %% 10 = 0".formatted(first, last);
  }

  /** Inserts, updates, deletes, a key change and an update beside a TOASTed value. */
  static void live(Site site) throws SQLException {
    site.source(insert(101, 200));
    site.source("UPDATE goods SET price = price + 1, name = name || '!' WHERE id % 3 = 0");
    site.source(document(7), document(8));
    site.sourceTransaction(
        "UPDATE goods SET whole = 7 WHERE id = 7",
        "DELETE FROM goods WHERE id BETWEEN 50 AND 60",
        "UPDATE goods SET sold = NULL, made = NULL, tags = NULL WHERE id = 3");
    site.source("UPDATE goods SET id = 1001 WHERE id = 1", "DELETE FROM goods WHERE id = 8");
    site.source(insert(50, 52), "UPDATE goods SET whole = 52 WHERE id = 52");
  }

  /** Waits until the table is equal at both ends. */
  static void awaitEqual(Site site) {
    await()
        .atMost(Site.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(SQLException.class) // audit columns come with the first rows
        .untilAsserted(() -> site.assertEqual(TABLE));
  }

  /** A value that PostgreSQL stores out of line. */
  private static String document(int id) {
    return "UPDATE goods SET document = (SELECT string_agg(md5(random()::text), '')"
        + " FROM generate_series(1, 200)) WHERE id = "
        + id;
  }
}
