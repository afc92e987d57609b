package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.ColumnMask;
import io.dbmazz.postgres.type.TypeOptions;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What a user decides about the decoding of changes.
 *
 * @param topicPrefix first part of every topic's name
 * @param types mappings of types that have several
 * @param unavailablePlaceholder what stands for an unchanged TOASTed value of type string or bytes
 * @param tables schema and table name: whether changes of the table are wanted
 * @param columns which of their columns are, and how; columns of the key always are
 * @param skipped operations whose changes are left out
 * @param transfer how the stream has values; a column whose binary form is not known is refused
 */
public record ChangeOptions(
    String topicPrefix,
    TypeOptions types,
    String unavailablePlaceholder,
    BiPredicate<String, String> tables,
    ColumnChoice columns,
    Set<Operation> skipped,
    Transfer transfer) {

  /** The operations are immutable. */
  public ChangeOptions {
    skipped = Set.copyOf(skipped);
  }

  /** What is wanted of the columns of tables. Asked once for each version of a table. */
  @FunctionalInterface
  public interface ColumnChoice {

    /** Whether a column is wanted at all. */
    boolean wants(String schema, String table, String column);

    /** How a column's values are hidden or shortened; empty to leave them as they are. */
    default Optional<ColumnMask> mask(String schema, String table, String column) {
      return Optional.empty();
    }

    /** Columns that are the key of a table's records; empty for those that the table says. */
    default List<String> key(String schema, String table) {
      return List.of();
    }
  }

  /** All columns. */
  public ChangeOptions(
      String topicPrefix,
      TypeOptions types,
      String unavailablePlaceholder,
      BiPredicate<String, String> tables) {
    this(
        topicPrefix,
        types,
        unavailablePlaceholder,
        tables,
        (schema, table, column) -> true,
        Set.of(),
        Transfer.TEXT);
  }
}
