package io.dbmazz.starrocks.emulator.sql;

import java.util.List;

/** What a statement gives back. */
public sealed interface SqlResult {

  /**
   * A column of a result.
   *
   * @param label as the client sees it
   * @param type StarRocks type
   */
  record ResultColumn(String label, ColumnType type) {}

  /**
   * Rows.
   *
   * @param columns at least one
   * @param rows values as {@link ColumnType.Kind} describes them, null for NULL
   */
  record Rows(List<ResultColumn> columns, List<Object[]> rows) implements SqlResult {}

  /**
   * No rows.
   *
   * @param changedRows rows inserted, updated or deleted; 0 for other statements
   */
  record Done(long changedRows) implements SqlResult {}
}
