package io.dbmazz.starrocks.emulator.row;

import java.util.Optional;

/**
 * One entry of the {@code columns} header.
 *
 * @param name a source field, or the column that a mapping fills
 * @param expression of a mapping; empty for a source field
 */
record ColumnItem(String name, Optional<Expression> expression) {
  static ColumnItem field(String name) {
    return new ColumnItem(name, Optional.empty());
  }

  boolean isField() {
    return expression.isEmpty();
  }
}
