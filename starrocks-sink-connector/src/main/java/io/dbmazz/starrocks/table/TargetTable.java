package io.dbmazz.starrocks.table;

import java.util.List;
import java.util.Optional;

/**
 * A target table as StarRocks describes it; immutable, read once per table and again after a
 * change.
 *
 * @param id its name
 * @param columns in table order, names as stored
 * @param primaryKey whether it is a PRIMARY KEY table; its key columns are those with {@code key}
 * @param keyLimit bytes that its key may have, see {@link KeyLimit}
 */
public record TargetTable(
    TableId id, List<TargetColumn> columns, boolean primaryKey, int keyLimit) {

  /** Keeps the columns from changing. */
  public TargetTable {
    columns = List.copyOf(columns);
  }

  /** With keys as long as back ends allow unless they are told otherwise. */
  public TargetTable(TableId id, List<TargetColumn> columns, boolean primaryKey) {
    this(id, columns, primaryKey, KeyLimit.BYTES);
  }

  /**
   * A column.
   *
   * @param name as stored: JSON keys must match it to the letter case
   * @param type lower-case StarRocks type name without length, such as {@code varchar}; nested
   *     types in full, such as {@code array<varchar(20)>}
   * @param maxBytes of CHAR, VARCHAR and VARBINARY; 0 otherwise, or when StarRocks names none
   * @param precision of DECIMAL; 0 otherwise
   * @param scale of DECIMAL; 0 otherwise
   * @param nullable whether it accepts NULL
   * @param hasDefault whether a column left out gets a value of its own
   * @param key whether it belongs to the key
   */
  public record TargetColumn(
      String name,
      String type,
      long maxBytes,
      int precision,
      int scale,
      boolean nullable,
      boolean hasDefault,
      boolean key) {

    /** Whether every row must bring a value: NULL is refused and nothing stands in for it. */
    public boolean required() {
      return !nullable && !hasDefault;
    }
  }

  /** The column of this name in any letter case, as StarRocks compares names. */
  public Optional<TargetColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }
}
