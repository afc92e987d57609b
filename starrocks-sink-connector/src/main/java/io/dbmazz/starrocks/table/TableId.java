package io.dbmazz.starrocks.table;

/**
 * A target table.
 *
 * @param database case-sensitive
 * @param table case-sensitive
 */
public record TableId(String database, String table) {
  @Override
  public String toString() {
    return database + "." + table;
  }
}
