package io.dbmazz.starrocks.change;

import java.util.List;

/**
 * One operation on one row of a target table. A column that the shape does not name, or whose value
 * is {@link #ABSENT}, stays as it is in the target.
 *
 * @param kind what to do
 * @param shape names the values
 * @param values one per column of the shape, Connect values; {@link #ABSENT} where the value is not
 *     known and must stay as it is in the target (an unchanged TOASTed value, a column of a deleted
 *     row that PostgreSQL did not send)
 * @param key values of the key columns in key order, comparable by equals; empty without a key
 * @param audit what the audit columns say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed once built
public record RowOperation(
    Kind kind, RowShape shape, Object[] values, List<Object> key, Audit audit) {

  /** Marks a value that is not known; compared by identity. */
  public static final Object ABSENT =
      new Object() {
        @Override
        public String toString() {
          return "ABSENT";
        }
      };

  /** What happens to the row. */
  public enum Kind {
    /** The row becomes these values, but for those that are absent. */
    UPSERT,
    /** The row stays, marked deleted: at least the key is known. */
    SOFT_DELETE,
    /** The row goes. */
    HARD_DELETE
  }

  /**
   * Values of the audit columns that come from the record.
   *
   * @param opType 0 insert or snapshot read, 1 update, 2 delete
   * @param version commit LSN; {@link #NO_VERSION} when the record carries none
   */
  public record Audit(int opType, long version) {
    /** The record says nothing of its version; the target's stays as it is. */
    public static final long NO_VERSION = -1;
  }
}
