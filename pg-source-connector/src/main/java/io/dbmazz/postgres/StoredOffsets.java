package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.OffsetLookup;
import io.dbmazz.record.SourcePosition;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The offsets of one server, as Connect has stored them. Any thread. */
final class StoredOffsets implements OffsetLookup {

  private final OffsetStorageReader reader;
  private final String topicPrefix;

  StoredOffsets(OffsetStorageReader reader, String topicPrefix) {
    this.reader = reader;
    this.topicPrefix = topicPrefix;
  }

  /** The stream's offset, with all that it carries. */
  Optional<Map<String, Object>> stream() {
    return Optional.ofNullable(reader.offset(SourcePosition.partition(topicPrefix)));
  }

  /**
   * The stream's position.
   *
   * @throws ConnectException when no position can be made of the offset
   */
  Optional<SourcePosition> position() {
    try {
      return stream().map(StreamOffset::read);
    } catch (IllegalArgumentException e) {
      throw new ConnectException(
          "Cannot go on from the stored offset of "
              + topicPrefix
              + ": "
              + e.getMessage()
              + ". Remove it (DELETE /connectors/<name>/offsets) or use another topic.prefix",
          e);
    }
  }

  /** The offset of a table's snapshot; empty for none. */
  Map<String, ?> table(TableName table) {
    Map<String, Object> offset =
        reader.offset(TableSnapshotPosition.partition(topicPrefix, table.schema(), table.table()));
    return offset == null ? Map.of() : offset;
  }

  @Override
  public Map<Map<String, String>, Map<String, Object>> find(
      Collection<Map<String, String>> partitions) {
    return reader.offsets(partitions);
  }
}
