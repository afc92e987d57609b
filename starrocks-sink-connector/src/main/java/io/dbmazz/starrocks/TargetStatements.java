package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.ArrivingTables;
import io.dbmazz.starrocks.table.ArrivingTable;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.AuditColumns;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableCreator;
import io.dbmazz.starrocks.table.TableEvolution;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a task would do to tables before it loads rows into them. Runs none of it. */
final class TargetStatements {

  private final StarRocksSinkConfig config;
  private final TableCatalog catalog;

  TargetStatements(StarRocksSinkConfig config, TableCatalog catalog) {
    this.config = config;
    this.catalog = catalog;
  }

  /** The statements for the tables that these records belong to, in the order of the records. */
  List<String> of(List<SinkRecord> records) {
    ArrivingTables arriving = new ArrivingTables(config.changeOptions());
    return records.stream().map(arriving::of).distinct().flatMap(this::statements).toList();
  }

  private Stream<String> statements(ArrivingTable rows) {
    TargetTable table;
    try {
      table = catalog.table(rows.id());
    } catch (MissingTableException e) {
      return config.creation().map(how -> TableCreator.statement(rows, how)).stream();
    }
    Optional<String> columns =
        config.evolutionTimeout().isPresent()
            ? TableEvolution.statement(table, rows)
            : Optional.empty();
    Optional<String> audit =
        config.loaderOptions().audit() == AuditColumn.Mode.LOADED
            ? AuditColumns.statement(table)
            : Optional.empty();
    return Stream.concat(audit.stream(), columns.stream());
  }
}
