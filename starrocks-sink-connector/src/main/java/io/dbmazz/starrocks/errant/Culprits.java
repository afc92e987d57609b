package io.dbmazz.starrocks.errant;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.StreamLoader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds the records for whose rows a transaction was refused, and reports them. Their rows are
 * tried without loading them, so that the transaction can begin anew without them.
 */
public final class Culprits {

  private final StreamLoader trial;
  private final ErrantRecords errants;

  /**
   * Finds by trials.
   *
   * @param trial refuses what loading would refuse, and loads nothing
   * @param errants takes the records
   */
  public Culprits(StreamLoader trial, ErrantRecords errants) {
    this.trial = trial;
    this.errants = errants;
  }

  /** The records, once they are kept elsewhere; none when every batch passes. */
  public List<SinkRecord> of(List<RowBatch> batches) {
    List<SinkRecord> culprits = new ArrayList<>();
    for (RowBatch batch : batches) {
      try {
        trial.load(batch);
      } catch (DataException e) {
        Isolation isolation = new Isolation(trial, batch, e);
        isolation.loadWhatIsGood();
        isolation.report(errants);
        culprits.addAll(isolation.records());
      }
    }
    return culprits;
  }
}
