package io.dbmazz.starrocks.emulator.sql;

import java.util.Optional;

/**
 * A column as a statement defines it.
 *
 * @param name as written
 * @param type its type
 * @param typeText text of an ARRAY, MAP or STRUCT type; empty for other types
 * @param nullability what was said about NULL
 * @param defaultValue text after DEFAULT; empty without one
 * @param comment empty without one
 */
record ColumnSpec(
    String name,
    ColumnType type,
    String typeText,
    Nullability nullability,
    Optional<String> defaultValue,
    String comment) {

  enum Nullability {
    UNSAID,
    NULL,
    NOT_NULL
  }

  /** The column itself. */
  TableDefinition.Column toColumn(Role role) {
    boolean key = role != Role.VALUE;
    boolean nullable = role != Role.PRIMARY_KEY && nullability != Nullability.NOT_NULL;
    return new TableDefinition.Column(name, type, nullable, defaultValue.orElse(null), key);
  }

  enum Role {
    PRIMARY_KEY,
    DUPLICATE_KEY,
    VALUE
  }
}
