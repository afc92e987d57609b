package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.RowStore;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * One load into one table: planned from its headers, fed with its body, written in one step. Used
 * by one thread at a time.
 */
public final class RowLoad {
  private final RowPlan plan;
  private final WriteOrder order;
  private final RowTally tally = new RowTally();
  private final List<RowChange> changes = new ArrayList<>();

  /**
   * Plans the load.
   *
   * @throws LoadException if the headers do not fit the table
   */
  public RowLoad(TableDefinition table, LoadSpec spec, WriteOrder order, Clock clock) {
    this.plan = new RowPlan(table, spec, clock);
    this.order = order;
  }

  /**
   * Reads a body; nothing is written yet.
   *
   * @throws LoadException if the body is malformed or a key too long
   * @throws IOException if the body cannot be read to its end
   */
  public void read(InputStream body) throws IOException {
    RowScanner.of(plan.spec().format(), plan.fields(), tally)
        .scan(body, sources -> plan.row(sources, tally).ifPresent(changes::add));
  }

  /**
   * Writes the rows that passed, all or none.
   *
   * @throws LoadException if too many rows were filtered, or none is left
   */
  public void write(RowStore store) {
    tally.check(plan.spec().maxFilterRatio());
    store.write(
        rows -> {
          new RowWriter(plan, rows, tally).write(changes, order);
          tally.check(plan.spec().maxFilterRatio());
        });
  }

  /** The rows counted so far. */
  public RowTally tally() {
    return tally;
  }
}
