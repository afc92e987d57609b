package io.dbmazz.starrocks.table;

import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates tables. Several tasks may create the same one at once: the first does, and for the others
 * it is there.
 */
public final class TableCreator {

  private static final Logger LOG = LoggerFactory.getLogger(TableCreator.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LOOKS = 50;

  private final TableCatalog catalog;
  private final CreationOptions options;
  private final Sleeper sleeper;

  /** Waits with the given sleeper. */
  public TableCreator(TableCatalog catalog, CreationOptions options, Sleeper sleeper) {
    this.catalog = catalog;
    this.options = options;
    this.sleeper = sleeper;
  }

  /**
   * The statement that creates the table.
   *
   * @throws ConnectException when StarRocks would not take its key
   */
  public static String statement(ArrivingTable table, CreationOptions options) {
    return new CreateTable(table, options).text();
  }

  /**
   * Creates the table, unless it exists by now, and returns when the front end shows it: a follower
   * learns of it some moments after the leader. Killed or cut off before that, the next attempt
   * finds it there.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when StarRocks does not answer
   * @throws ConnectException when it refuses, with the statement
   */
  public void create(ArrivingTable table) {
    String statement = statement(table, options);
    catalog.create(table.id(), statement);
    for (int look = 1; look <= LOOKS; look++) {
      if (isThere(table.id())) {
        LOG.info("Table {} is there: {}", table.id(), statement);
        return;
      }
      sleeper.sleepFor(LOOK, "the creation of " + table.id());
    }
    throw new ConnectException(
        "Table "
            + table.id()
            + " was created, but the user of starrocks.username does not see it. GRANT SELECT,"
            + " INSERT, ALTER ON TABLE "
            + TableCatalog.quoted(table.id())
            + " to it, then start the task again. The statement was "
            + statement);
  }

  private boolean isThere(TableId id) {
    try {
      catalog.refresh(id);
      return true;
    } catch (MissingTableException e) {
      LOG.debug("Table {} is not shown yet", id, e);
      return false;
    }
  }
}
