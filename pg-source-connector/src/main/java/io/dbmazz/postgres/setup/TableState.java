package io.dbmazz.postgres.setup;

import java.util.Set;

/**
 * A table in the catalog.
 *
 * @param oid of it
 * @param name of it
 * @param kind ordinary, or a partitioned root or branch
 * @param ancestors oids of the partitioned tables above it, if it is a partition
 * @param identity its replica identity
 * @param selectable whether our role may read it
 */
record TableState(
    long oid,
    TableName name,
    Kind kind,
    Set<Long> ancestors,
    Identity identity,
    Access selectable) {

  enum Kind {
    ORDINARY,
    PARTITIONED
  }

  enum Access {
    GRANTED,
    DENIED
  }

  /**
   * A replica identity.
   *
   * @param setting {@code pg_class.relreplident}
   * @param usability whether updates and deletes of the table can be published with it
   */
  record Identity(char setting, Usability usability) {

    enum Usability {
      USABLE,
      MISSING
    }

    boolean isUsable() {
      return usability == Usability.USABLE;
    }
  }

  boolean isPartitioned() {
    return kind == Kind.PARTITIONED;
  }
}
