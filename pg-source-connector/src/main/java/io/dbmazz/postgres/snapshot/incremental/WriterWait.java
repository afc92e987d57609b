package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the transactions that had written to a table at the beginning are visible. Two kinds
 * would be missed otherwise: those that wrote before the table was published, whose earlier changes
 * the stream does not bring; and those that were streamed before their changes were watched, and
 * are not visible yet. For the reading thread.
 *
 * <p>A standby does not know who writes on its primary; there, all transactions that are older than
 * the newest one to have ended are waited for.
 */
final class WriterWait {

  private static final Logger LOG = LoggerFactory.getLogger(WriterWait.class);
  private static final Duration SAY_FIRST = Duration.ofSeconds(1);
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

  private final TableName table;
  private final LongSupplier nanoTime;
  private final Writers writers;
  private final long standbyXmax;
  private final long startedAt;
  private long saidAt;
  private boolean said;

  private WriterWait(TableName table, Writers writers, long standbyXmax, LongSupplier nanoTime) {
    this.table = table;
    this.writers = writers;
    this.standbyXmax = standbyXmax;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /**
   * Notes who has to be waited for; once the table is published and its changes are watched.
   *
   * @param seen by a snapshot taken since
   */
  static WriterWait begin(
      Connection connection, TableName table, XidSnapshot seen, LongSupplier nanoTime)
      throws SQLException {
    boolean standby = seen.knowledge() == XidSnapshot.Knowledge.BOUNDS_ONLY;
    return new WriterWait(
        table, Writers.of(connection, table), standby ? seen.xmax() : 0, nanoTime);
  }

  /**
   * Whether all of them have ended.
   *
   * @param seen by a snapshot of this moment
   */
  boolean isOver(Connection connection, XidSnapshot seen) throws SQLException {
    Writers left = writers.isEmpty() ? writers : writers.stillIn(Writers.of(connection, table));
    boolean over = left.isEmpty() && seen.xmin() >= standbyXmax;
    say(left, over);
    return over;
  }

  private void say(Writers left, boolean over) {
    long now = nanoTime.getAsLong();
    if (over) {
      if (said) {
        LOG.info("Table {}: the transactions it waited for have ended", table);
      }
      return;
    }
    Duration since = Duration.ofNanos(now - (said ? saidAt : startedAt));
    if (since.compareTo(said ? SAY_AGAIN : SAY_FIRST) >= 0) {
      LOG.info(
          "Table {} is read once those have ended that were writing to it: {}",
          table,
          left.isEmpty() ? "transactions of the primary" : left);
      said = true;
      saidAt = now;
    }
  }
}
