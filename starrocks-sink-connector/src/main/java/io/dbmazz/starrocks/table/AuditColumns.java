package io.dbmazz.starrocks.table;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tables the audit columns they lack. StarRocks adds columns in a job of its own, one at a
 * time per table, and until it is done a load silently ignores them; so this waits for what {@code
 * information_schema} shows, not for the ALTER to return.
 */
public final class AuditColumns {

  private static final Logger LOG = LoggerFactory.getLogger(AuditColumns.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LATER_LOOK = Duration.ofSeconds(2);

  private final TableCatalog catalog;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;

  /**
   * Waits with the given sleeper and clock.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public AuditColumns(TableCatalog catalog, Sleeper sleeper, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the table once it has all audit columns. Adding them again is harmless: another task
   * may do the same at this moment, and a job that StarRocks cancelled is asked for anew.
   *
   * @throws RetriableException when the job takes longer than a minute
   * @throws org.apache.kafka.connect.errors.ConnectException when the columns may not be added
   */
  public TargetTable ensure(TableId id) {
    TargetTable table = catalog.table(id);
    List<AuditColumn> missing = AuditColumn.missingIn(table);
    if (missing.isEmpty()) {
      return table;
    }
    LOG.info("Adding audit columns to {}: {}", id, missing);
    long start = nanoTime.getAsLong();
    Duration look = FIRST_LOOK;
    while (!missing.isEmpty()) {
      if (nanoTime.getAsLong() - start > LONGEST_WAIT.toNanos()) {
        throw new RetriableException(stillRunning(id, missing));
      }
      catalog.addColumns(id, missing);
      sleeper.sleepFor(look, "audit columns of " + id);
      look = longer(look);
      table = catalog.refresh(id);
      missing = AuditColumn.missingIn(table);
    }
    LOG.info("Table {} has its audit columns", id);
    return table;
  }

  private static Duration longer(Duration look) {
    Duration doubled = look.multipliedBy(2);
    return doubled.compareTo(LATER_LOOK) > 0 ? LATER_LOOK : doubled;
  }

  private static String stillRunning(TableId id, List<AuditColumn> missing) {
    return "Table "
        + id
        + " does not have "
        + missing.stream().map(AuditColumn::columnName).toList()
        + " after "
        + LONGEST_WAIT.toSeconds()
        + " s. See SHOW ALTER TABLE COLUMN FROM `"
        + id.database()
        + "`";
  }
}
