package io.dbmazz.starrocks.emulator.sql;

/** A table's database and name, both case-sensitive. */
record TableName(String database, String table) {

  @Override
  public String toString() {
    return database + "." + table;
  }
}
