package io.dbmazz.postgres.type.binary;

import java.util.Optional;

/** Types of extensions that come with PostgreSQL, by name. */
public final class ExtensionForms {

  private ExtensionForms() {}

  /** The form of a type; empty when it is not known. */
  public static Optional<BinaryForm> find(String name) {
    return switch (name) {
      case "citext" -> Optional.of(BinaryForm.VERBATIM);
      case "ltree", "lquery", "ltxtquery" -> Optional.of(BinaryForm.VERSIONED);
      case "hstore" -> Optional.of(ExtensionForms::hstore);
      default -> Optional.empty();
    };
  }

  private static void hstore(BinaryValue value, TextBuilder text) {
    int pairs = value.count();
    for (int i = 0; i < pairs; i++) {
      text.append(i == 0 ? "" : ", ").escaped(value.bytes(value.int32())).append("=>");
      int length = value.int32();
      if (length == -1) {
        text.append("NULL");
      } else {
        text.escaped(value.bytes(length));
      }
    }
  }
}
