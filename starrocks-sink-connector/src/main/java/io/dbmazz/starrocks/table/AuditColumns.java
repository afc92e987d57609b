package io.dbmazz.starrocks.table;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tables the audit columns they lack. */
public final class AuditColumns {

  private static final Logger LOG = LoggerFactory.getLogger(AuditColumns.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final TableCatalog catalog;
  private final ColumnChanges changes;

  /**
   * Waits with the given sleeper and clock.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public AuditColumns(TableCatalog catalog, Sleeper sleeper, LongSupplier nanoTime) {
    this.catalog = catalog;
    changes = new ColumnChanges(catalog, sleeper, nanoTime);
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
    ColumnChanges.Wanted wanted =
        new ColumnChanges.Wanted(id, "adding audit columns to " + id, AuditColumns::statement);
    TargetTable audited = changes.make(wanted, table, LONGEST_WAIT, new HashSet<>());
    LOG.info("Table {} has its audit columns", id);
    return audited;
  }

  /** The ALTER that adds what the table lacks; empty when it lacks nothing. */
  public static Optional<String> statement(TargetTable table) {
    List<AuditColumn> missing = AuditColumn.missingIn(table);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            missing.stream()
                .map(AuditColumn::definition)
                .collect(
                    Collectors.joining(
                        ", ",
                        "ALTER TABLE " + TableCatalog.quoted(table.id()) + " ADD COLUMN (",
                        ")")));
  }
}
