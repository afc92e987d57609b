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
  private final UnfinishedRow unfinished = new UnfinishedRow();

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
   * Reads one of several bodies that follow each other. Each holds whole JSON documents; rows of
   * delimited text run on from one body into the next when no delimiter ends the first.
   *
   * @throws LoadException if the body is malformed or a key too long
   * @throws IOException if the body cannot be read to its end
   */
  public void readPart(InputStream body) throws IOException {
    if (plan.spec().format() instanceof LoadFormat.Csv csv) {
      read(unfinished.upToLastRow(body, csv.rowDelimiter()));
    } else {
      read(body);
    }
  }

  /** Reads the row that the last part left without its delimiter. */
  public void endParts() throws IOException {
    if (plan.spec().format() instanceof LoadFormat.Csv) {
      read(unfinished.rest());
    }
  }

  /**
   * Checks what was read.
   *
   * @throws LoadException if too many rows were filtered, or none is left
   */
  public void check() {
    tally.check(plan.spec().maxFilterRatio());
  }

  /**
   * Writes the rows that passed, all or none.
   *
   * @throws LoadException if too many rows were filtered, or none is left
   */
  public void write(RowStore store) {
    check();
    store.write(this::write);
  }

  /**
   * Writes the rows that passed as a part of a larger write, which is undone when this throws.
   *
   * @throws LoadException if too many rows were filtered, or none is left
   */
  public void write(RowStore.Rows rows) {
    new RowWriter(plan, rows, tally).write(changes, order);
    check();
  }

  /** The rows counted so far. */
  public RowTally tally() {
    return tally;
  }
}
