package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.TableEncoder;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.AuditColumns;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prepares target tables. Used by the task's thread and by several loader threads, one per table at
 * a time.
 */
final class TargetStates {

  private final TableCatalog catalog;
  private final AuditColumns auditColumns;
  private final AuditColumn.Mode audit;
  private final Map<TableId, TargetState> states = new ConcurrentHashMap<>();

  TargetStates(TableCatalog catalog, AuditColumns auditColumns, AuditColumn.Mode audit) {
    this.catalog = catalog;
    this.auditColumns = auditColumns;
    this.audit = audit;
  }

  /** Adds what is missing. */
  void prepare(TableId id) {
    states.remove(id);
    audited(id);
  }

  TargetState of(TableId id) {
    TargetState known = states.get(id);
    if (known != null && known.table().equals(catalog.table(id))) {
      return known;
    }
    return keep(audited(id));
  }

  /** The table read again; empty when nothing about it has changed. */
  Optional<TargetState> reread(TargetState state) {
    TableId id = state.table().id();
    catalog.refresh(id);
    TargetTable table = audited(id);
    return table.equals(state.table()) ? Optional.empty() : Optional.of(keep(table));
  }

  private TargetTable audited(TableId id) {
    return audit == AuditColumn.Mode.LOADED ? auditColumns.ensure(id) : catalog.table(id);
  }

  private TargetState keep(TargetTable table) {
    TargetState state = new TargetState(table, new TableEncoder(table, audit));
    states.put(table.id(), state);
    return state;
  }
}
