package io.dbmazz.starrocks.change;

import io.dbmazz.record.Operation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a row without an envelope says of itself: {@code __deleted}, {@code __op} and what else
 * Debezium's ExtractNewRecordState adds to it, or StarRocks' own {@code __op} (0 upsert, 1 delete).
 *
 * @param operation empty when the row does not say: it is to be written
 * @param version see {@link Versions}
 * @param table empty when the row does not say
 * @param unchanged columns whose value PostgreSQL did not send; empty when there is no such list
 *     and placeholders tell it
 * @param unrepresentable PostgreSQL's text of values that their type cannot hold, by column
 */
record RowMarks(
    Optional<Operation> operation,
    long version,
    Optional<String> table,
    Optional<List<?>> unchanged,
    Map<?, ?> unrepresentable) {

  private static final String PREFIX = "__";
  private static final String OF_SOURCE = "source_";
  private static final String OF_TRANSACTION = "transaction_";
  private static final Set<String> CONTROL = Set.of("__op", "__deleted");

  /** Of the envelope and its source block, Debezium's and ours. */
  private static final Set<String> FIELDS =
      Set.of(
          "ts_ms",
          "ts_us",
          "ts_ns",
          "version",
          "connector",
          "name",
          "snapshot",
          "db",
          "sequence",
          "schema",
          "table",
          "txId",
          "lsn",
          "xmin",
          "origin",
          "origin_lsn",
          "commit_lsn",
          "ordinal",
          "unchanged",
          "unrepresentable");

  private static final Set<String> TRANSACTION =
      Set.of("id", "total_order", "data_collection_order");

  /** A row that says nothing. */
  static final RowMarks NONE =
      new RowMarks(
          Optional.empty(), Audit.NO_VERSION, Optional.empty(), Optional.empty(), Map.of());

  /** Whether a field says something of the row, and is not, or not only, a column. */
  static boolean isMark(String field) {
    if (!field.startsWith(PREFIX)) {
      return false;
    }
    String name = field.substring(PREFIX.length());
    return CONTROL.contains(field)
        || FIELDS.contains(name)
        || (name.startsWith(OF_SOURCE) && FIELDS.contains(name.substring(OF_SOURCE.length())))
        || (name.startsWith(OF_TRANSACTION)
            && TRANSACTION.contains(name.substring(OF_TRANSACTION.length())));
  }

  /** Whether a field is a column: marks only where the target has a column for them. */
  static boolean isColumn(String field, TargetTable target) {
    return !isMark(field) || (!CONTROL.contains(field) && target.column(field).isPresent());
  }

  /**
   * Reads the marks of one row.
   *
   * @param field value of a field by its name; null when the row has none of that name
   * @throws IllegalArgumentException when {@code __op} is none of the known letters and numbers
   */
  static RowMarks of(Function<String, Object> field) {
    Object unchanged = ofSource(field, "unchanged");
    Object unrepresentable = ofSource(field, "unrepresentable");
    return new RowMarks(
        operation(field.apply("__deleted"), field.apply("__op")),
        Versions.of(
            ofSource(field, "commit_lsn"), ofSource(field, "lsn"), ofSource(field, "sequence")),
        Optional.ofNullable(ofSource(field, "table")).map(Object::toString),
        unchanged == null ? Optional.empty() : Optional.of(Envelope.list(unchanged)),
        Envelope.map(unrepresentable));
  }

  private static Object ofSource(Function<String, Object> field, String name) {
    Object qualified = field.apply(PREFIX + OF_SOURCE + name);
    return qualified == null ? field.apply(PREFIX + name) : qualified;
  }

  private static Optional<Operation> operation(Object deleted, Object op) {
    if (deleted != null && Boolean.parseBoolean(deleted.toString())) {
      return Optional.of(Operation.DELETE);
    }
    if (op == null) {
      return Optional.empty();
    }
    if (op instanceof Number number) {
      return numbered(number.intValue());
    }
    return switch (op.toString()) {
      case "0", "upsert" -> Optional.empty();
      case "1", "delete" -> Optional.of(Operation.DELETE);
      default -> Optional.of(Operation.fromCode(op.toString()));
    };
  }

  private static Optional<Operation> numbered(int op) {
    return switch (op) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Operation.DELETE);
      default ->
          throw new IllegalArgumentException(
              "__op is " + op + ", expected 0 (upsert) or 1 (delete)");
    };
  }
}
