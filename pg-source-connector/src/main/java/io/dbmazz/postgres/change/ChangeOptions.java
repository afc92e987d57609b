package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.TypeOptions;
import java.util.function.BiPredicate;

/**
 * What a user decides about the decoding of changes.
 *
 * @param topicPrefix first part of every topic's name
 * @param types mappings of types that have several
 * @param unavailablePlaceholder what stands for an unchanged TOASTed value of type string or bytes
 * @param tables schema and table name: whether changes of the table are wanted
 * @param columns which of their columns are; columns of the key always are
 */
public record ChangeOptions(
    String topicPrefix,
    TypeOptions types,
    String unavailablePlaceholder,
    BiPredicate<String, String> tables,
    ColumnChoice columns) {

  /** Whether a column of a table is wanted. */
  @FunctionalInterface
  public interface ColumnChoice {
    boolean wants(String schema, String table, String column);
  }

  /** All columns. */
  public ChangeOptions(
      String topicPrefix,
      TypeOptions types,
      String unavailablePlaceholder,
      BiPredicate<String, String> tables) {
    this(topicPrefix, types, unavailablePlaceholder, tables, (schema, table, column) -> true);
  }
}
