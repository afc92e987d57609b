package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;

/**
 * A label that the enum did not have when its schema was made: {@code ALTER TYPE ... ADD VALUE}
 * sends no Relation message. {@link TypeResolver#learn} brings the type up to date.
 */
public final class UnknownEnumLabelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Oid type;
  private final transient String label;

  UnknownEnumLabelException(Oid type, String label) {
    super("Enum type with oid " + type + " got a new label");
    this.type = type;
    this.label = label;
  }

  Oid type() {
    return type;
  }

  String label() {
    return label;
  }
}
