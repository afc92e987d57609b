package io.dbmazz.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A read-only view of one change: our envelope, or Debezium's, whose {@code source} has no {@code
 * commit_lsn}, {@code ordinal} and {@code unchanged}.
 */
public final class ChangeRecord {

  private final Struct envelope;
  private final Struct source;

  private ChangeRecord(Struct envelope) {
    this.envelope = envelope;
    this.source = envelope.schema().field("source") == null ? null : envelope.getStruct("source");
  }

  /** Whether values of this schema are change envelopes. Decide once per schema, not per record. */
  public static boolean isEnvelope(Schema schema) {
    return schema != null
        && schema.type() == Schema.Type.STRUCT
        && schema.name() != null
        && schema.name().endsWith(ChangeRecordSchemas.ENVELOPE_SUFFIX)
        && schema.field("op") != null
        && schema.field("after") != null;
  }

  /**
   * Views an envelope.
   *
   * @param envelope of a schema that {@link #isEnvelope} accepts
   */
  public static ChangeRecord of(Struct envelope) {
    return new ChangeRecord(envelope);
  }

  /**
   * What happened to the row.
   *
   * @throws IllegalArgumentException when the letter is not an operation
   */
  public Operation operation() {
    return Operation.fromCode(envelope.getString("op"));
  }

  public Optional<Struct> before() {
    return envelope.schema().field("before") == null
        ? Optional.empty()
        : Optional.ofNullable(envelope.getStruct("before"));
  }

  public Optional<Struct> after() {
    return Optional.ofNullable(envelope.getStruct("after"));
  }

  /** Schema of the rows in {@code before} and {@code after}. */
  public Schema rowSchema() {
    return envelope.schema().field("after").schema();
  }

  /** Commit LSN of the transaction; of Debezium's records the change's own LSN. */
  public Optional<Lsn> version() {
    Optional<Lsn> commit = sourceLong("commit_lsn").map(Lsn::new);
    return commit.isPresent() ? commit : sourceLong("lsn").map(Lsn::new);
  }

  /** 0-based position in the transaction. */
  public Optional<Long> ordinal() {
    return sourceLong("ordinal");
  }

  /** Columns whose TOASTed value PostgreSQL did not send: not NULL, unknown. */
  public List<String> unchanged() {
    if (source == null || source.schema().field("unchanged") == null) {
      return List.of();
    }
    List<String> names = source.getArray("unchanged");
    return names == null ? List.of() : List.copyOf(names);
  }

  /** PostgreSQL's text of the values that the type of their column cannot hold, by column. */
  public Map<String, String> unrepresentable() {
    if (source == null || source.schema().field("unrepresentable") == null) {
      return Map.of();
    }
    Map<String, String> texts = source.getMap("unrepresentable");
    return texts == null ? Map.of() : Map.copyOf(texts);
  }

  /** Schema of the table in PostgreSQL. */
  public Optional<String> schema() {
    return sourceString("schema");
  }

  public Optional<String> table() {
    return sourceString("table");
  }

  private Optional<String> sourceString(String name) {
    return Optional.ofNullable((String) sourceValue(name));
  }

  private Optional<Long> sourceLong(String name) {
    return Optional.ofNullable((Long) sourceValue(name));
  }

  private Object sourceValue(String name) {
    Field field = source == null ? null : source.schema().field(name);
    return field == null ? null : source.get(field);
  }
}
