package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import java.util.HashSet;
import java.util.List;

/**
 * Which columns are the key of a table's records. The wire says what identifies an old row as of
 * the change; the catalog knows the primary key and its order, but as of now. So the catalog is
 * believed only where it fits the wire, and only for a key that every old row will show.
 */
final class KeyColumns {

  private KeyColumns() {}

  /**
   * Names of the key's columns in key order, empty for a table without a key.
   *
   * @param primaryKey as the catalog has it now
   */
  static List<String> of(Relation relation, List<String> primaryKey) {
    List<String> identity =
        relation.columns().stream()
            .filter(RelationColumn::inIdentity)
            .map(RelationColumn::name)
            .toList();
    return switch (relation.identity()) {
      case DEFAULT -> sameColumns(primaryKey, identity) ? primaryKey : identity;
      // Deletes show the index's columns alone: a primary key beyond them would be unknown.
      case INDEX ->
          !primaryKey.isEmpty() && identity.containsAll(primaryKey) ? primaryKey : identity;
      case FULL, NOTHING -> has(relation, primaryKey) ? primaryKey : List.of();
    };
  }

  /** Whether the catalog's primary key cannot be used though old rows would be whole. */
  static boolean isLost(Relation relation, List<String> primaryKey) {
    return relation.identity() == ReplicaIdentity.FULL && !has(relation, primaryKey);
  }

  private static boolean sameColumns(List<String> one, List<String> other) {
    return one.size() == other.size() && new HashSet<>(one).containsAll(other);
  }

  private static boolean has(Relation relation, List<String> names) {
    return relation.columns().stream().map(RelationColumn::name).toList().containsAll(names);
  }
}
