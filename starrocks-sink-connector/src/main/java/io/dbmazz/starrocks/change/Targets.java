package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.ArrivingTable;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.Optional;

/** Finds the tables that rows go to. Asked once per table, on the task's thread. */
@FunctionalInterface
public interface Targets {

  /**
   * The table of this name.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when StarRocks does not answer
   * @throws org.apache.kafka.connect.errors.ConnectException when there is no such table: names it
   *     and the way out
   */
  TargetTable find(TableId id);

  /**
   * The table after it was given what it lacks for rows of these columns. Asked once per table and
   * schema. A table that is kept like its source has no columns of its own: those that rows do not
   * bring are NULL in them.
   *
   * @return empty when tables are taken as they are
   * @throws org.apache.kafka.connect.errors.RetriableException when that takes longer than a moment
   * @throws org.apache.kafka.connect.errors.ConnectException when the table cannot be changed
   */
  default Optional<TargetTable> fit(ArrivingTable rows) {
    return Optional.empty();
  }

  /** Whether tables that do not exist are created. */
  default boolean createsTables() {
    return false;
  }

  /**
   * Creates a table, which {@link #find} then finds; harmless when it exists by now.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when StarRocks does not answer
   * @throws org.apache.kafka.connect.errors.ConnectException when tables are not created, or this
   *     one cannot be: names it, the statement and the way out
   */
  default void create(ArrivingTable table) {
    throw new MissingTableException(table.id());
  }
}
