package io.dbmazz.starrocks.change;

import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a change envelope, ours or Debezium's.
 *
 * @param operation what happened
 * @param before row, Struct or Map; null when not sent
 * @param after row, Struct or Map; null when not sent
 * @param unchanged columns whose value PostgreSQL did not send; empty when the envelope has no such
 *     list and placeholders tell it
 * @param unrepresentable PostgreSQL's text of values that their type cannot hold, by column
 * @param version see {@link Versions}; {@link RowOperation.Audit#NO_VERSION} if none
 * @param source empty when the envelope does not tell the table
 */
record Envelope(
    Operation operation,
    Object before,
    Object after,
    Optional<List<?>> unchanged,
    Map<?, ?> unrepresentable,
    long version,
    Optional<SourceTable> source) {

  /** Whether a schemaless value is an envelope and not a row. */
  static boolean isEnvelope(Map<?, ?> value) {
    return value.get("op") instanceof String
        && value.get("source") instanceof Map
        && (value.containsKey("after") || value.containsKey("before"));
  }

  /**
   * Reads a schemaless envelope.
   *
   * @throws IllegalArgumentException when its {@code op} is unknown
   */
  static Envelope of(Map<?, ?> value) {
    Map<?, ?> source = (Map<?, ?>) value.get("source");
    return new Envelope(
        Operation.fromCode((String) value.get("op")),
        value.get("before"),
        value.get("after"),
        source.containsKey("unchanged")
            ? Optional.of(list(source.get("unchanged")))
            : Optional.empty(),
        map(source.get("unrepresentable")),
        Versions.of(source.get("commit_lsn"), source.get("lsn"), source.get("sequence")),
        sourceTable(source.get("name"), source.get("schema"), source.get("table")));
  }

  static Optional<SourceTable> sourceTable(Object server, Object schema, Object table) {
    return table instanceof String name
        ? Optional.of(new SourceTable(text(server), text(schema), name))
        : Optional.empty();
  }

  static List<?> list(Object unchanged) {
    return unchanged instanceof List<?> names ? names : List.of();
  }

  static Map<?, ?> map(Object unrepresentable) {
    return unrepresentable instanceof Map<?, ?> texts ? texts : Map.of();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
