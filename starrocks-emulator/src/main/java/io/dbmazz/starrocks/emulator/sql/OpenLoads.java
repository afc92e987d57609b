package io.dbmazz.starrocks.emulator.sql;

/** The load transactions that a schema change waits for. Called by any thread. */
public interface OpenLoads {

  /** A mark between the transactions that have begun and those that will. */
  long mark();

  /** Whether a transaction that began before the mark may still write into the table. */
  boolean remain(String database, String table, long mark);

  /** Nobody loads. */
  static OpenLoads none() {
    return new OpenLoads() {
      @Override
      public long mark() {
        return 0;
      }

      @Override
      public boolean remain(String database, String table, long mark) {
        return false;
      }
    };
  }
}
