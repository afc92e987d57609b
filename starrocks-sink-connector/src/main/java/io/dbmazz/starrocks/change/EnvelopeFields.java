package io.dbmazz.starrocks.change;

import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Where the parts of an envelope stand in one schema. */
final class EnvelopeFields {

  private final Field op;
  private final Field before;
  private final Field after;
  private final Field source;
  private final Field server;
  private final Field schema;
  private final Field table;
  private final Field commitLsn;
  private final Field lsn;
  private final Field sequence;
  private final Field unchanged;
  private final Field unrepresentable;

  /**
   * Prepares.
   *
   * @param envelope a schema that {@link io.dbmazz.record.ChangeRecord#isEnvelope} accepts
   */
  EnvelopeFields(Schema envelope) {
    op = envelope.field("op");
    before = envelope.field("before");
    after = envelope.field("after");
    source = envelope.field("source");
    Schema inSource = source == null ? null : source.schema();
    server = field(inSource, "name");
    schema = field(inSource, "schema");
    table = field(inSource, "table");
    commitLsn = field(inSource, "commit_lsn");
    lsn = field(inSource, "lsn");
    sequence = field(inSource, "sequence");
    unchanged = field(inSource, "unchanged");
    unrepresentable = field(inSource, "unrepresentable");
  }

  private static Field field(Schema schema, String name) {
    return schema == null ? null : schema.field(name);
  }

  /**
   * Reads one envelope.
   *
   * @throws IllegalArgumentException when its {@code op} is missing or unknown
   */
  Envelope read(Struct envelope) {
    Struct block = (Struct) get(envelope, source);
    return new Envelope(
        operation((String) get(envelope, op)),
        get(envelope, before),
        get(envelope, after),
        unchanged(block),
        Envelope.map(get(block, unrepresentable)),
        Versions.of(get(block, commitLsn), get(block, lsn), get(block, sequence)),
        Envelope.sourceTable(get(block, server), get(block, schema), get(block, table)));
  }

  private Optional<List<?>> unchanged(Struct block) {
    return block == null || unchanged == null
        ? Optional.empty()
        : Optional.of(Envelope.list(get(block, unchanged)));
  }

  private static Operation operation(String code) {
    if (code == null) {
      throw new IllegalArgumentException("Envelope without op");
    }
    return Operation.fromCode(code);
  }

  private static Object get(Struct struct, Field field) {
    return struct == null || field == null ? null : struct.get(field);
  }
}
