package io.dbmazz.starrocks.errant;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.table.TableId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.DataException;

/**
 * Loads what is good of a batch that is refused for its rows, and reports the records of the others
 * once all good rows are committed. Used by several loader threads.
 *
 * <p>A batch holds one operation per key, so its parts may be loaded in any order and no change of
 * a row overtakes another. Where several changes of a row were folded into one that is refused, all
 * of them are reported, in their order: which one is at fault cannot be told, and loading a later
 * one alone could lack what an earlier one set. Changes in later batches are loaded; this batch
 * holds its table until its reports are kept.
 *
 * <p>StarRocks away in the middle: the batch fails as a whole, nothing has been reported, and when
 * it comes again it goes on with the part that failed. A report that fails ends the task. Killed in
 * the middle: its records come again.
 */
public final class IsolatingLoader implements StreamLoader {

  private final StreamLoader loader;
  private final ErrantRecords errants;

  /**
   * Of the batch that is in flight, by table; one that never came again is replaced by the next.
   */
  private final Map<TableId, Isolation> isolations = new ConcurrentHashMap<>();

  /**
   * Loads by another loader.
   *
   * @param loader is closed with this one
   * @param errants takes the records of refused rows
   */
  public IsolatingLoader(StreamLoader loader, ErrantRecords errants) {
    this.loader = loader;
    this.errants = errants;
  }

  @Override
  public void logIn() {
    loader.logIn();
  }

  @Override
  public void prepare(TableId table) {
    isolations.remove(table);
    loader.prepare(table);
  }

  @Override
  public void load(RowBatch batch) {
    Isolation begun = isolations.get(batch.table());
    if (begun != null && begun.isOf(batch)) {
      finish(begun, batch);
      return;
    }
    try {
      loader.load(batch);
    } catch (DataException e) {
      if (batch.origins().isEmpty()) {
        throw e;
      }
      Isolation isolation = new Isolation(loader, batch, e);
      isolations.put(batch.table(), isolation);
      finish(isolation, batch);
    }
  }

  private void finish(Isolation isolation, RowBatch batch) {
    isolation.loadWhatIsGood();
    isolation.report(errants);
    isolations.remove(batch.table());
  }

  @Override
  public void giveUp() {
    loader.giveUp();
  }

  @Override
  public void close() {
    loader.close();
  }
}
