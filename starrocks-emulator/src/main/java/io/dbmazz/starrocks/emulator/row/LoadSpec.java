package io.dbmazz.starrocks.emulator.row;

import java.util.Optional;

/**
 * What the headers of a load ask for.
 *
 * @param format of the body
 * @param columns the {@code columns} header
 * @param invalidValues what becomes of a value its column cannot hold ({@code strict_mode})
 * @param update whole rows or the listed columns ({@code partial_update})
 * @param mergeCondition the column that decides whether a row is replaced
 * @param maxFilterRatio share of filtered rows up to which the load succeeds, 0 to 1
 */
public record LoadSpec(
    LoadFormat format,
    Optional<String> columns,
    InvalidValues invalidValues,
    Update update,
    Optional<String> mergeCondition,
    double maxFilterRatio) {

  /** What becomes of a value that its column cannot hold. */
  public enum InvalidValues {
    /** {@code strict_mode: false}: NULL is stored. */
    BECOME_NULL,
    /** {@code strict_mode: true}: the row is filtered. */
    FILTER_ROW
  }

  /** Which columns of an existing row a load replaces. */
  public enum Update {
    /** All of them. */
    FULL,
    /** The listed ones. */
    PARTIAL
  }
}
