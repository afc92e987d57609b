package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.Bodies;
import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Sends the rows of batches into a transaction. All loads of a table in one transaction have the
 * same headers. Used by several loader threads, each on another table.
 */
final class TableLoads {

  private final LoaderParts parts;
  private final TransactionClient client;
  private final Refusals refusals;
  private final UniformRows uniform;
  private final Map<TableId, Map<String, String>> headersOf = new ConcurrentHashMap<>();

  TableLoads(LoaderParts parts, TransactionClient client, Refusals refusals, UniformRows uniform) {
    this.parts = parts;
    this.client = client;
    this.refusals = refusals;
    this.uniform = uniform;
  }

  /** Another transaction begins. */
  void begin() {
    headersOf.clear();
  }

  /**
   * Sends all rows, one body after the other.
   *
   * @throws RetriableException also when the table has changed: the rows come again
   */
  void send(RowBatch batch, Label label) {
    TargetState target = parts.targets().of(batch.table());
    try {
      send(batch, target, label);
    } catch (TableMismatchException e) {
      if (parts.targets().reread(target).isEmpty()) {
        throw e;
      }
      throw new RetriableException(
          "Table " + batch.table() + " has changed; its rows are loaded for it as it is now", e);
    }
  }

  private void send(RowBatch batch, TargetState target, Label label) {
    UniformRows.Loads loads = uniform.of(batch.rows(), target, label);
    requireSame(batch.table(), loads.headers());
    for (Map.Entry<RowFormat, List<RowOperation>> part : loads.rows().entrySet()) {
      Bodies bodies =
          new Bodies(part.getKey(), part.getValue(), batch.encodedAt(), parts.longestBody());
      while (bodies.hasNext()) {
        Body body = bodies.next();
        send(new LoadRequest(target.table(), label, loads.headers(), body));
        parts.counters().loaded(body.rows());
      }
    }
  }

  /** Rows of a transaction that does not fit into memory come in several batches. */
  private void requireSame(TableId table, Map<String, String> headers) {
    Map<String, String> before = headersOf.putIfAbsent(table, headers);
    if (before != null && !before.equals(headers)) {
      throw new ConnectException(
          "A transaction of the source brings more changes than bufferflush.maxbytes holds, and"
              + " some of table "
              + table
              + " bring fewer columns than others, which StarRocks does not take in one"
              + " transaction. Raise bufferflush.maxbytes, or give the source table REPLICA"
              + " IDENTITY FULL");
    }
  }

  /** Sends one body. */
  void send(LoadRequest request) {
    LoadReply reply;
    try {
      reply = client.load(request);
    } catch (IOException e) {
      throw new RetriableException(request + ": the answer was lost", e);
    }
    Verdict verdict = Verdicts.of(reply);
    if (verdict != Verdict.LOADED) {
      throw refusal(verdict, request, reply);
    }
  }

  /** What to throw. What time may cure is retriable, though all of the transaction comes again. */
  ConnectException refusal(Verdict verdict, LoadRequest request, LoadReply reply) {
    return switch (verdict) {
      case BAD_ROWS, MISFIT, NO_TABLE, DENIED, REFUSED -> refusals.of(verdict, request, reply);
      default -> {
        client.avoidCurrent();
        yield new RetriableException(request + ": " + Refusals.words(reply));
      }
    };
  }
}
