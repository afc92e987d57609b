package io.dbmazz.starrocks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.table.OffsetsTable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Rows of the offsets table as bodies of loads. */
final class OffsetRows {

  /** What {@link #chains} brings. */
  static final String CHAIN_COLUMNS = "`id`,`chain`,`number`";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final OffsetsTable table;
  private final Clock clock;

  OffsetRows(OffsetsTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** Rows by key, and the last transaction of the chain that writes each; positions stay. */
  Body chains(Map<String, Commit> commits) {
    ArrayNode rows = JSON.createArrayNode();
    commits.forEach(
        (key, commit) ->
            rows.addObject()
                .put("id", key)
                .put("chain", commit.chain().name())
                .put("number", commit.number()));
    return body(rows);
  }

  /**
   * A transaction commits these positions.
   *
   * @param owned all partitions of its owner, those without a position too
   */
  Body positions(
      Collection<TopicPartition> owned, Map<TopicPartition, Position> positions, Commit commit) {
    ArrayNode rows = JSON.createArrayNode();
    String now = TIME.format(clock.instant());
    for (TopicPartition partition : owned) {
      Optional<Position> position = Optional.ofNullable(positions.get(partition));
      rows.addObject()
          .put("id", table.key(partition))
          .put("connector", table.connector())
          .put("topic", partition.topic())
          .put("topic_partition", partition.partition())
          .put("next_offset", position.map(Position::next).orElse(null))
          .put("source_offset", position.map(Position::metadata).orElse(null))
          .put("chain", commit.chain().name())
          .put("number", commit.number())
          .put("written_at", now);
    }
    return body(rows);
  }

  private static Body body(ArrayNode rows) {
    return new Body(rows.toString().getBytes(StandardCharsets.UTF_8), rows.size());
  }
}
