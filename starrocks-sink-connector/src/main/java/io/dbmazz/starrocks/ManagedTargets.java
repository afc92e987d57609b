package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.Targets;
import io.dbmazz.starrocks.table.ArrivingTable;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableCreator;
import io.dbmazz.starrocks.table.TableEvolution;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.Optional;

/**
 * The target tables, and what the task may do to them.
 *
 * @param catalog describes them
 * @param creator creates those that are missing; empty when they have to be there
 * @param evolution gives them the columns of their rows; empty when they stay as they are
 */
record ManagedTargets(
    TableCatalog catalog, Optional<TableCreator> creator, Optional<TableEvolution> evolution)
    implements Targets {

  @Override
  public TargetTable find(TableId id) {
    return catalog.table(id);
  }

  @Override
  public Optional<TargetTable> fit(ArrivingTable rows) {
    return evolution.map(changing -> changing.fit(rows));
  }

  @Override
  public boolean createsTables() {
    return creator.isPresent();
  }

  @Override
  public void create(ArrivingTable table) {
    creator.orElseThrow(() -> new MissingTableException(table.id())).create(table);
  }
}
