package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.Bodies;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Finds out whether StarRocks takes rows, and leaves the table as it is: a transaction over one
 * table is prepared, which tells of refused rows, and rolled back. One thread.
 */
final class TrialLoader implements StreamLoader {

  private final LoaderParts parts;
  private final TransactionClient client;
  private final Refusals refusals;
  private final Supplier<Chain> labels;

  TrialLoader(
      LoaderParts parts, TransactionClient client, Refusals refusals, Supplier<Chain> labels) {
    this.parts = parts;
    this.client = client;
    this.refusals = refusals;
    this.labels = labels;
  }

  @Override
  public void logIn() {
    parts.catalog().version();
  }

  @Override
  public void prepare(TableId table) {
    parts.targets().prepare(table);
  }

  @Override
  public void load(RowBatch batch) {
    TargetState target = parts.targets().of(batch.table());
    for (Map.Entry<RowFormat, List<RowOperation>> part :
        HttpStreamLoader.byFormat(batch.rows(), target).entrySet()) {
      Bodies bodies =
          new Bodies(part.getKey(), part.getValue(), batch.encodedAt(), parts.longestBody());
      while (bodies.hasNext()) {
        Label label = labels.get().transaction(0);
        Map<String, String> headers = parts.headers().of(part.getKey(), label, Guard.NONE);
        attempt(new LoadRequest(target.table(), label, headers, bodies.next()));
      }
    }
  }

  private void attempt(LoadRequest request) {
    try {
      LoadReply reply = client.attempt(request);
      client.endAttempt(request);
      Verdict verdict = Verdicts.of(reply);
      switch (verdict) {
        case LOADED -> {}
        case BAD_ROWS, MISFIT, NO_TABLE, DENIED, REFUSED ->
            throw refusals.of(verdict, request, reply);
        default -> throw new RetriableException(request + ": " + Refusals.words(reply));
      }
    } catch (IOException e) {
      throw new RetriableException(request + ": no answer to a trial", e);
    }
  }

  /** Every trial is rolled back by itself. */
  @Override
  public void giveUp() {}

  /** Holds nothing. */
  @Override
  public void close() {}
}
