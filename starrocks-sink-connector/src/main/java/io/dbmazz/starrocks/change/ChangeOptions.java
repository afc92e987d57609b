package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import java.util.Map;
import java.util.Optional;

/**
 * How records become changes.
 *
 * @param database of every target
 * @param topicTables target table by topic, before any other rule
 * @param topicPattern target tables of further topics by their names
 * @param deletes what a delete does
 * @param truncates what a truncate does
 */
public record ChangeOptions(
    String database,
    Map<String, String> topicTables,
    Optional<TopicPattern> topicPattern,
    DeleteMode deletes,
    TruncateMode truncates) {

  /** Keeps a copy of the map. */
  public ChangeOptions {
    topicTables = Map.copyOf(topicTables);
  }

  /** Without a pattern. */
  public ChangeOptions(
      String database,
      Map<String, String> topicTables,
      DeleteMode deletes,
      TruncateMode truncates) {
    this(database, topicTables, Optional.empty(), deletes, truncates);
  }

  /** The table of a topic as far as its name tells: the configured one, else its last part. */
  public TableId tableOf(String topic) {
    return configured(topic).orElseGet(() -> new TableId(database, lastPart(topic)));
  }

  /** The table that the configuration has for a topic. */
  Optional<TableId> configured(String topic) {
    Optional<String> mapped = Optional.ofNullable(topicTables.get(topic));
    return mapped
        .or(() -> topicPattern.flatMap(pattern -> pattern.table(topic)))
        .map(table -> new TableId(database, table));
  }

  static String lastPart(String topic) {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }
}
