package io.dbmazz.starrocks.errant;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.errant.ErrantRecords.Errant;
import io.dbmazz.starrocks.load.RefusedRowsException;
import io.dbmazz.starrocks.load.StreamLoader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halves one refused batch until the refused rows stand alone. The same batch is always cut at the
 * same places, so that its parts have the same labels when it comes again. One thread.
 */
final class Isolation {

  private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

  /** With room to find this many refused rows wherever they are. */
  private static final int ROWS_TO_FIND = 32;

  private final StreamLoader loader;
  private final RowBatch batch;
  private final List<Errant> found = new ArrayList<>();
  private int refusedRows;
  private int loadsLeft;

  Isolation(StreamLoader loader, RowBatch batch) {
    this.loader = loader;
    this.batch = batch;
    loadsLeft = mostLoads(batch.rows().size());
  }

  /** Two loads per halving and row to find. */
  static int mostLoads(int rows) {
    int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(rows);
    return 2 * ROWS_TO_FIND * (halvings + 1);
  }

  /** Loads what is good of a part that was refused. */
  void split(RowBatch part, DataException refusal) {
    RowBatch left =
        refusal instanceof RefusedRowsException refused ? part.without(refused.loaded()) : part;
    int rows = left.rows().size();
    if (rows == 1) {
      keep(left, refusal);
      return;
    }
    load(left.part(0, rows / 2), refusal);
    load(left.part(rows / 2, rows), refusal);
  }

  private void load(RowBatch part, DataException refusal) {
    if (loadsLeft-- == 0) {
      throw tooMany(refusal);
    }
    try {
      loader.load(part);
    } catch (DataException e) {
      split(part, e);
    }
  }

  private void keep(RowBatch row, DataException refusal) {
    refusedRows++;
    List<SinkRecord> records = row.origins().get(0);
    DataException reason = reason(refusal, records.size());
    records.forEach(origin -> found.add(new Errant(origin, reason)));
  }

  /** Without its cause, whose message may hold the value that was refused. */
  private DataException reason(DataException refusal, int records) {
    return new DataException(
        String.format(
            "Table %s refuses a row%s: %s",
            batch.table(),
            records == 1 ? "" : ", into which " + records + " changes were folded",
            refusal.getMessage()));
  }

  private ConnectException tooMany(DataException refusal) {
    return new ConnectException(
        String.format(
            "Table %s refuses so many of %d rows that the table is likely to be at fault; nothing"
                + " was reported. Mend the table, or lower bufferflush.maxrows to report each row:"
                + " %s",
            batch.table(), batch.rows().size(), refusal.getMessage()),
        refusal);
  }

  /** Reports what was found; when it returns, the batch is durable. */
  void report(ErrantRecords errants) {
    errants.report(found);
    LOG.warn(
        "Table {} refused {} of {} rows; their {} records were reported, the first because: {}",
        batch.table(),
        refusedRows,
        batch.rows().size(),
        found.size(),
        found.get(0).reason().getMessage());
  }
}
