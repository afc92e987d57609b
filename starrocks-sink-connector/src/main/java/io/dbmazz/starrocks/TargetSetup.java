package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.ChangeOptions;
import io.dbmazz.starrocks.load.TargetLoader;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes StarRocks ready before rows come: the login, and the tables known by then. What time may
 * cure is left to the next {@link #finish}. The task's thread only.
 */
final class TargetSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TargetSetup.class);

  /** Topics of Connect and Debezium itself begin with this. */
  private static final String INTERNAL = "__";

  private final TargetLoader loader;
  private final ChangeOptions options;
  private final Map<TableId, Need> left = new LinkedHashMap<>();
  private boolean loggedIn;

  private enum Need {
    MUST_EXIST,
    /** Guessed from the name of a topic, whose rows may tell another table. */
    IF_IT_EXISTS
  }

  TargetSetup(TargetLoader loader, ChangeOptions options) {
    this.loader = loader;
    this.options = options;
  }

  /**
   * Logs in and prepares tables, as far as StarRocks answers.
   *
   * @throws ConnectException when it refuses or one of the tables does not exist
   */
  void require(Collection<TableId> tables) {
    tables.forEach(table -> left.put(table, Need.MUST_EXIST));
    begin();
  }

  /**
   * Prepares the tables that topics are named after, those that exist, as far as StarRocks answers.
   *
   * @throws ConnectException when it refuses
   */
  void prepareFor(Collection<TopicPartition> partitions) {
    partitions.stream()
        .map(TopicPartition::topic)
        .filter(topic -> !topic.startsWith(INTERNAL))
        .forEach(topic -> left.putIfAbsent(options.tableOf(topic), Need.IF_IT_EXISTS));
    begin();
  }

  /** Connect ends a task whose start or open throws, whatever it throws; only put comes again. */
  private void begin() {
    try {
      finish();
    } catch (RetriableException e) {
      LOG.warn("StarRocks is asked again before rows are taken: {}", e.getMessage());
    }
  }

  /**
   * Does what is left.
   *
   * @throws RetriableException when StarRocks does not answer
   * @throws ConnectException when it refuses, or tables that must exist do not: names all of them
   */
  void finish() {
    if (!loggedIn) {
      loader.logIn();
      loggedIn = true;
    }
    List<String> missing = new ArrayList<>();
    for (TableId table : List.copyOf(left.keySet())) {
      try {
        loader.prepare(table);
      } catch (MissingTableException e) {
        if (left.get(table) == Need.MUST_EXIST) {
          missing.add(e.getMessage());
        }
      }
      left.remove(table);
    }
    if (!missing.isEmpty()) {
      throw new ConnectException(String.join(". ", missing));
    }
  }
}
