package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides which table a record goes to: what {@code starrocks.topic2table.map} says of its topic,
 * else {@code starrocks.topic2table.regex}, else the table its envelope or flattened row names,
 * else the last part of its topic.
 */
final class Routing {

  private static final String PROPERTIES =
      "starrocks.topic2table.map or starrocks.topic2table.regex";

  private final ChangeOptions options;
  private final Map<Origin, TableId> routes = new HashMap<>();
  private final Map<TableId, Set<Object>> sources = new HashMap<>();

  /** Topic and source table; the source is the topic itself for rows without an envelope. */
  private record Origin(String topic, Object source) {}

  private record TopicTable(String topic, String table) {
    @Override
    public String toString() {
      return "table " + table + " in topic " + topic;
    }
  }

  Routing(ChangeOptions options) {
    this.options = options;
  }

  /**
   * The target of rows from this table.
   *
   * @throws ConnectException when another source already goes there and no mapping says that both
   *     should
   */
  TableId table(String topic, SourceTable source) {
    return route(new Origin(topic, source), source.table());
  }

  /** The target of rows that tell their table's name alone: they are of one source per topic. */
  TableId tableNamed(String topic, String table) {
    return route(new Origin(topic, new TopicTable(topic, table)), table);
  }

  /** The target of a topic whose rows do not tell their table. */
  TableId table(String topic) {
    return route(new Origin(topic, topic), ChangeOptions.lastPart(topic));
  }

  /**
   * The target of a key without a value, which tells nothing of its table: where the envelopes of
   * its topic went.
   *
   * @return empty when they went to several tables
   */
  Optional<TableId> tableOfTombstone(String topic) {
    Set<TableId> seen = new HashSet<>();
    routes.forEach(
        (origin, table) -> {
          if (origin.topic().equals(topic)) {
            seen.add(table);
          }
        });
    if (seen.isEmpty()) {
      return Optional.of(options.tableOf(topic));
    }
    return seen.size() == 1 ? Optional.of(seen.iterator().next()) : Optional.empty();
  }

  /** Whether rows of more than one source table have gone to this table. */
  boolean hasSeveralSources(TableId table) {
    return sources.getOrDefault(table, Set.of()).size() > 1;
  }

  private TableId route(Origin origin, String byDefault) {
    TableId known = routes.get(origin);
    if (known != null) {
      return known;
    }
    Optional<TableId> configured = options.configured(origin.topic());
    TableId table = configured.orElseGet(() -> new TableId(options.database(), byDefault));
    Set<Object> others = sources.computeIfAbsent(table, id -> new HashSet<>());
    if (configured.isEmpty() && !others.isEmpty() && !others.contains(origin.source())) {
      throw new ConnectException(
          String.format(
              "Rows of %s and of %s would both go to table %s. Give topic %s a table of its own, or"
                  + " say that both belong there, in %s",
              others.iterator().next(), origin.source(), table, origin.topic(), PROPERTIES));
    }
    others.add(origin.source());
    routes.put(origin, table);
    return table;
  }
}
