package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.emit.EmittedRecords.Group;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A source record that knows its entry in the ledger. Connect acknowledges with the very object
 * that was polled, before any transformation, so that no search is needed.
 */
public final class EmittedRecord extends SourceRecord {

  /** Where a record stands in its PostgreSQL transaction. */
  enum Place {
    INSIDE,
    /** No further record of the transaction follows, or there is none. */
    END
  }

  private final Group group;
  private final Place place;
  private boolean acknowledged;

  /** A record that others of its transaction follow, or that is of no transaction. */
  EmittedRecord(Map<String, ?> partition, Map<String, ?> offset, Content content, Group group) {
    this(partition, offset, content, Place.INSIDE, group);
  }

  EmittedRecord(
      Map<String, ?> partition, Map<String, ?> offset, Content content, Place place, Group group) {
    super(
        partition,
        offset,
        content.topic(),
        null,
        content.keySchema(),
        content.key(),
        content.valueSchema(),
        content.value());
    this.place = place;
    this.group = group;
  }

  /** Whether no further record of the same PostgreSQL transaction follows. */
  public boolean endsTransaction() {
    return place == Place.END;
  }

  Group group() {
    return group;
  }

  /** Notes the acknowledgement; false when it was noted before. Guarded by the ledger. */
  boolean acknowledge() {
    boolean first = !acknowledged;
    acknowledged = true;
    return first;
  }

  /**
   * What a record says, wherever it stands.
   *
   * @param keySchema null for none, as the key
   * @param valueSchema null for a tombstone, as the value
   */
  record Content(String topic, Schema keySchema, Object key, Schema valueSchema, Object value) {}
}
