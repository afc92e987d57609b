package io.dbmazz.starrocks.errant;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.errant.ErrantRecords.Errant;
import io.dbmazz.starrocks.load.RefusedRowsException;
import io.dbmazz.starrocks.load.StreamLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts one refused batch until the refused rows stand alone: rows that the refusal names are set
 * apart at once, otherwise the batch is halved. A part that fails for now is the next to be loaded,
 * as it is, so that it has the same label; nothing that was loaded is loaded again. One thread at a
 * time.
 */
final class Isolation {

  private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

  /** With room to find this many refused rows wherever they are. */
  private static final int ROWS_TO_FIND = 32;

  private final StreamLoader loader;
  private final RowBatch batch;
  private final Deque<Part> left = new ArrayDeque<>();
  private final IdentityHashMap<RowOperation, DataException> refused = new IdentityHashMap<>();
  private int loadsLeft;

  /** Rows to be loaded, because of a refusal of these and others. */
  private record Part(RowBatch rows, DataException refusal) {}

  /** Begins with a batch that was refused as a whole. */
  Isolation(StreamLoader loader, RowBatch batch, DataException refusal) {
    this.loader = loader;
    this.batch = batch;
    loadsLeft = mostLoads(batch.rows().size());
    cut(batch, refusal);
  }

  /** Two loads per halving and row to find. */
  static int mostLoads(int rows) {
    int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(rows);
    return 2 * ROWS_TO_FIND * (halvings + 1);
  }

  boolean isOf(RowBatch other) {
    return batch.identity().equals(other.identity());
  }

  /**
   * Loads every row that is not refused by itself; goes on where it was when it is called again.
   *
   * @throws ConnectException when a part cannot be loaded, or too many rows are refused
   */
  void loadWhatIsGood() {
    while (!left.isEmpty()) {
      Part next = left.peek();
      if (loadsLeft == 0) {
        throw tooMany(next.refusal());
      }
      try {
        loader.load(next.rows());
        done();
      } catch (DataException e) {
        done();
        cut(next.rows(), e);
      }
    }
  }

  private void done() {
    left.pop();
    loadsLeft--;
  }

  private void cut(RowBatch part, DataException refusal) {
    RowBatch rest = part;
    if (refusal instanceof RefusedRowsException known) {
      rest = part.without(known.loaded());
      RowBatch others = rest.without(known.suspects());
      if (!others.rows().isEmpty() && others.rows().size() < rest.rows().size()) {
        setApart(rest, known.suspects(), refusal);
        left.push(new Part(others, refusal));
        return;
      }
    }
    int rows = rest.rows().size();
    if (rows == 1) {
      refused.put(rest.rows().get(0), refusal);
      return;
    }
    left.push(new Part(rest.part(rows / 2, rows), refusal));
    left.push(new Part(rest.part(0, rows / 2), refusal));
  }

  /** Each by itself: to be named is no proof, and each is refused for a reason of its own. */
  private void setApart(RowBatch rest, Set<RowOperation> suspects, DataException refusal) {
    for (int i = rest.rows().size() - 1; i >= 0; i--) {
      if (suspects.contains(rest.rows().get(i))) {
        left.push(new Part(rest.part(i, i + 1), refusal));
      }
    }
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

  /** The records of the refused rows, in the order of the rows. */
  List<SinkRecord> records() {
    return found().stream().map(Errant::record).toList();
  }

  /**
   * Reports the records of the refused rows, in the order of the rows; when it returns, the batch
   * is durable.
   */
  void report(ErrantRecords errants) {
    List<Errant> found = found();
    errants.report(found);
    if (!found.isEmpty()) {
      LOG.warn(
          "Table {} refused {} of {} rows; their {} records were reported, the first because: {}",
          batch.table(),
          refused.size(),
          batch.rows().size(),
          found.size(),
          found.get(0).reason().getMessage());
    }
  }

  private List<Errant> found() {
    List<Errant> found = new ArrayList<>();
    for (int i = 0; i < batch.rows().size(); i++) {
      DataException refusal = refused.get(batch.rows().get(i));
      if (refusal != null) {
        List<SinkRecord> records = batch.origins().get(i);
        DataException reason = reason(refusal, records.size());
        records.forEach(origin -> found.add(new Errant(origin, reason)));
      }
    }
    return found;
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
}
