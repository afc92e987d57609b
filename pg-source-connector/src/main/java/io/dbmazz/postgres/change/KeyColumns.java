package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

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
   * @param facts as the catalog has them now
   */
  static List<String> of(Relation relation, TableFacts facts) {
    List<String> primaryKey = facts.primaryKey();
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
      case FULL, NOTHING -> has(relation, primaryKey) ? primaryKey : beforeRenames(relation, facts);
    };
  }

  /**
   * The key that the user chose.
   *
   * @throws ConnectException when the table lacks a column of it, or when old rows would not show
   *     it: a delete without a key could not be told from others
   */
  static List<String> chosen(Relation relation, List<String> columns) {
    String table = relation.schema() + "." + relation.name();
    if (!has(relation, columns)) {
      throw new ConnectException(
          "message.key.columns names "
              + columns
              + " for "
              + table
              + ", whose published columns are "
              + relation.columns().stream().map(RelationColumn::name).toList());
    }
    boolean shown =
        switch (relation.identity()) {
          case FULL, NOTHING -> true;
          case DEFAULT, INDEX ->
              relation.columns().stream()
                  .filter(column -> columns.contains(column.name()))
                  .allMatch(RelationColumn::inIdentity);
        };
    if (!shown) {
      throw new ConnectException(
          "message.key.columns names "
              + columns
              + " for "
              + table
              + ", but its deletes do not show them. ALTER TABLE "
              + table
              + " REPLICA IDENTITY FULL");
    }
    return columns;
  }

  /** Whether there may be a primary key that cannot be used though old rows would be whole. */
  static boolean isLost(Relation relation, TableFacts facts) {
    boolean expected = facts.isUnknown() || !facts.primaryKey().isEmpty();
    return relation.identity() == ReplicaIdentity.FULL && expected && of(relation, facts).isEmpty();
  }

  /** The primary key under the names it had, if columns were renamed since and nothing else. */
  private static List<String> beforeRenames(Relation relation, TableFacts facts) {
    List<String> then = names(relation);
    List<String> now = facts.order();
    boolean aligned = then.size() == now.size();
    for (int i = 0; aligned && i < then.size(); i++) {
      boolean renamed = !now.contains(then.get(i)) && !then.contains(now.get(i));
      aligned = renamed || then.get(i).equals(now.get(i));
    }
    return aligned
        ? facts.primaryKey().stream().map(column -> then.get(now.indexOf(column))).toList()
        : List.of();
  }

  private static boolean sameColumns(List<String> one, List<String> other) {
    return one.size() == other.size() && new HashSet<>(one).containsAll(other);
  }

  private static boolean has(Relation relation, List<String> names) {
    return names(relation).containsAll(names);
  }

  private static List<String> names(Relation relation) {
    return relation.columns().stream().map(RelationColumn::name).toList();
  }
}
