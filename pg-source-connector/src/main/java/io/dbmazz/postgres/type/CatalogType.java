package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.util.List;

/** What the catalog says of a type that is not built in. */
public sealed interface CatalogType {

  /** Any type whose text needs no more than its name to be understood. */
  record Plain(String name) implements CatalogType {}

  /** The same of a type without a binary form, which is text however values are transferred. */
  record TextOnly(String name) implements CatalogType {}

  /** An enum; labels in their order. */
  record Enumerated(List<String> labels) implements CatalogType {

    public Enumerated {
      labels = List.copyOf(labels);
    }
  }

  /** A domain; its modifier is -1 when it adds none to its base type. */
  record Domain(Oid base, int modifier) implements CatalogType {}

  /** A row type, and the types of its fields now. */
  record Composite(List<Oid> fields) implements CatalogType {

    public Composite {
      fields = List.copyOf(fields);
    }
  }

  /** A range of values of a type. */
  record Range(Oid bound) implements CatalogType {}

  /** Any number of ranges of a type. */
  record Multirange(Oid range) implements CatalogType {}

  /** An array; the delimiter is a comma for all built-in types but box. */
  record Array(Oid element, char delimiter) implements CatalogType {}
}
