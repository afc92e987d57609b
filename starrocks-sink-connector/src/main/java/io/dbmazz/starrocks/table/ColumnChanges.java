package io.dbmazz.starrocks.table;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Changes the columns of tables. StarRocks does so in a job of its own, one at a time per table,
 * and until it is done a load silently ignores a new column; so this waits for what {@code
 * information_schema} shows, not for the ALTER to return.
 *
 * <p>Killed in between, the job goes on; whoever wants the same change finds it under way or done.
 */
final class ColumnChanges {

  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LATER_LOOK = Duration.ofSeconds(2);
  private static final int MOST_CANCELLED = 3;

  private final TableCatalog catalog;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;

  ColumnChanges(TableCatalog catalog, Sleeper sleeper, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /**
   * A table as it should be.
   *
   * @param table its name
   * @param doing for messages, such as "adding audit columns to a.b"
   * @param statement the ALTER that brings the table nearer; empty when it is as it should be
   */
  record Wanted(TableId table, String doing, Function<TargetTable, Optional<String>> statement) {}

  /**
   * Returns the table once it is as wanted. Asking again for what is under way is harmless: another
   * task may do the same at this moment, and a job that StarRocks cancelled is asked for anew.
   *
   * @param table as known
   * @param longest to wait
   * @param cancelled jobs that were found cancelled while waiting for this, also in earlier calls
   * @throws RetriableException when it takes longer
   * @throws ConnectException when StarRocks refuses, or cancels again and again
   */
  TargetTable make(Wanted wanted, TargetTable table, Duration longest, Set<String> cancelled) {
    TargetTable current = table;
    Optional<String> statement = wanted.statement().apply(current);
    long start = nanoTime.getAsLong();
    Duration look = FIRST_LOOK;
    while (statement.isPresent()) {
      Duration left = longest.minusNanos(nanoTime.getAsLong() - start);
      if (left.isNegative() || left.isZero()) {
        throw new RetriableException(unfinished(wanted.table(), statement.get()));
      }
      catalog.alter(wanted.doing(), statement.get());
      sleeper.sleepFor(look.compareTo(left) < 0 ? look : left, wanted.doing());
      look = longer(look);
      current = catalog.refresh(wanted.table());
      statement = wanted.statement().apply(current);
      statement.ifPresent(again -> requireNotCancelled(wanted.table(), again, cancelled));
    }
    return current;
  }

  private static Duration longer(Duration look) {
    Duration doubled = look.multipliedBy(2);
    return doubled.compareTo(LATER_LOOK) > 0 ? LATER_LOOK : doubled;
  }

  private void requireNotCancelled(TableId id, String statement, Set<String> cancelled) {
    Optional<ColumnJob> job = catalog.lastJob(id).filter(ColumnJob::isCancelled);
    job.ifPresent(last -> cancelled.add(last.id()));
    if (job.isPresent() && cancelled.size() >= MOST_CANCELLED) {
      throw new ConnectException(
          "StarRocks cancelled the change of table "
              + id
              + " "
              + cancelled.size()
              + " times, the last time as "
              + job.get()
              + ". Make it by hand: "
              + statement);
    }
  }

  /** What is not done yet, and how far it is. */
  String unfinished(TableId id, String statement) {
    return "Table "
        + id
        + " is still being changed ("
        + catalog.lastJob(id).map(ColumnJob::toString).orElse("no job is shown")
        + ") or waits for it: "
        + statement
        + ". See SHOW ALTER TABLE COLUMN FROM "
        + TableCatalog.quoted(id.database())
        + " WHERE TableName = '"
        + id.table()
        + "'";
  }
}
