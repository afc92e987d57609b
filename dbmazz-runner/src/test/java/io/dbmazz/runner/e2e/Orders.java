package io.dbmazz.runner.e2e;

import java.sql.SQLException;

/** The table of most tests, on both sides of a site, and statements on it. */
public final class Orders {

  public static final String TABLE = "orders";

  private static final String POSTGRES =
      "CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric(12,2), note text, document text,"
          + " changed_at timestamptz DEFAULT clock_timestamp())";
  private static final String STARROCKS =
      "CREATE TABLE orders (id BIGINT NOT NULL, amount DECIMAL(12,2), note STRING, document STRING,"
          + " changed_at DATETIME) PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')";

  private Orders() {}

  /** A site with the table at both ends, on the PostgreSQL that all tests share. */
  public static Site site() {
    return createOn(Site.create());
  }

  /** Creates the table at both ends and names it to the runner. */
  public static Site createOn(Site site) {
    try {
      site.source(POSTGRES);
      site.target(STARROCKS);
      return site.tables(TABLE);
    } catch (SQLException e) {
      throw new IllegalStateException("The table of the test could not be created", e);
    }
  }

  /** One statement that inserts {@code first} to {@code last}. */
  public static String insert(int first, int last) {
    return "INSERT INTO orders SELECT i, i * 1.01, 'note ' || i, NULL FROM generate_series("
        + first
        + ", "
        + last
        + ") i";
  }

  /** One statement that changes {@code first} to {@code last}. */
  public static String update(int first, int last) {
    return "UPDATE orders SET amount = amount + 1, note = note || '!', changed_at ="
        + " clock_timestamp() WHERE id BETWEEN "
        + first
        + " AND "
        + last;
  }

  /** One statement that deletes {@code first} to {@code last}. */
  public static String delete(int first, int last) {
    return "DELETE FROM orders WHERE id BETWEEN " + first + " AND " + last;
  }

  /** One statement that inserts a row whose {@code document} PostgreSQL stores out of line. */
  public static String insertWithDocument(int id) {
    return "INSERT INTO orders SELECT "
        + id
        + ", 1.00, 'toasted', string_agg(md5(random()::text), '') FROM generate_series(1, 1000)";
  }

  /** A query for the live rows in StarRocks. */
  public static String liveRows() {
    return "SELECT count(*) FROM orders WHERE dbmazz_is_deleted = FALSE";
  }
}
