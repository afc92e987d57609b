package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.record.SourcePosition;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges offsets that somebody wants to store in place of the connector's own (KIP-875). */
final class OffsetAlteration {

  private static final Logger LOG = LoggerFactory.getLogger(OffsetAlteration.class);
  private static final String TABLE = "table";

  private final PostgresSourceConfig config;

  OffsetAlteration(PostgresSourceConfig config) {
    this.config = config;
  }

  /**
   * Refuses offsets that a task could not go on from. The slot is looked at when the server can be
   * reached; the next start looks at it in any case.
   *
   * @param offsets by source partition; null to remove one. Any may be removed, as what is not ours
   *     could not be cleaned up otherwise
   * @throws ConnectException saying what is wrong
   */
  void verify(Map<Map<String, ?>, Map<String, ?>> offsets) {
    Map<String, String> stream = SourcePosition.partition(config.topicPrefix());
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            verifyOffset(stream, partition, offset);
          } else if (stream.equals(partition)) {
            LOG.info(
                "The offset of {} is to be removed; slot {} stays, and without an offset the next"
                    + " start goes on from its position",
                config.topicPrefix(),
                config.slotName());
          }
        });
  }

  private void verifyOffset(
      Map<String, String> stream, Map<String, ?> partition, Map<String, ?> offset) {
    if (stream.equals(partition)) {
      SourcePosition wanted = position(offset);
      look(setup -> setup.verifyOffset(wanted));
    } else if (isTableOf(stream, partition)) {
      TableSnapshotPosition wanted = snapshot(offset);
      look(setup -> setup.verifyWritten(wanted.point()));
    } else {
      throw new ConnectException(
          "Partition "
              + partition
              + " is not this connector's: "
              + stream
              + " is the stream's, and a table's snapshot has \"table\": \"<schema>.<table>\" beside"
              + " it. The name is topic.prefix");
    }
  }

  private static boolean isTableOf(Map<String, String> stream, Map<String, ?> partition) {
    return partition.size() == stream.size() + 1
        && partition.entrySet().containsAll(stream.entrySet())
        && partition.get(TABLE) instanceof String table
        && table.indexOf('.') > 0;
  }

  private static SourcePosition position(Map<String, ?> offset) {
    try {
      return StreamOffset.read(offset);
    } catch (IllegalArgumentException e) {
      throw new ConnectException(
          "Not an offset of this connector: "
              + e.getMessage()
              + ". Write {\"end_lsn\": \"<LSN>\"} to go on from an LSN",
          e);
    }
  }

  private static TableSnapshotPosition snapshot(Map<String, ?> offset) {
    try {
      return TableSnapshotPosition.fromOffset(offset);
    } catch (IllegalArgumentException e) {
      throw new ConnectException(
          "Not the offset of a table's snapshot: "
              + e.getMessage()
              + ". Remove it, to snapshot the table anew",
          e);
    }
  }

  /** Looks at the server, if it can be reached. */
  private void look(Consumer<SourceSetup> check) {
    ServerConnections connections =
        new ServerConnections(
            config.database(), ConnectionTimeouts.VALIDATION, "dbmazz offset check");
    try {
      check.accept(new SourceSetup(connections, config.setup()));
    } catch (RetriableException e) {
      LOG.warn(
          "The offset of {} is stored without a look at slot {}: {}",
          config.topicPrefix(),
          config.slotName(),
          Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }
  }
}
