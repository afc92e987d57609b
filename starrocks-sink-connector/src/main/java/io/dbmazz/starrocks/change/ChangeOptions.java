package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import java.util.Map;

/**
 * How records become changes.
 *
 * @param database of every target
 * @param topicTables target table by topic, before any other rule
 * @param deletes what a delete does
 * @param truncates what a truncate does
 */
public record ChangeOptions(
    String database, Map<String, String> topicTables, DeleteMode deletes, TruncateMode truncates) {

  /** Keeps a copy of the map. */
  public ChangeOptions {
    topicTables = Map.copyOf(topicTables);
  }

  /** The table of a topic as far as its name tells: the mapped one, else its last part. */
  public TableId tableOf(String topic) {
    return new TableId(database, topicTables.getOrDefault(topic, lastPart(topic)));
  }

  static String lastPart(String topic) {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }
}
