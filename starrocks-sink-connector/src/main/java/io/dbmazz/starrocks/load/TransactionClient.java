package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations of transactions over several tables (StarRocks 4.0). Those on a transaction as a whole
 * go through a client of their own, so that loads can be cut and what they left rolled back.
 */
final class TransactionClient {

  /** How long a commit may wait until its rows are readable; they are committed by then. */
  private static final String PUBLISH_SECONDS = "20";

  private final StreamLoadClient control;
  private final StreamLoadClient loads;
  private final String database;
  private final Duration timeout;

  /**
   * Sends through these clients.
   *
   * @param timeout after which StarRocks rolls a transaction back
   */
  TransactionClient(
      StreamLoadClient control, StreamLoadClient loads, String database, Duration timeout) {
    this.control = control;
    this.loads = loads;
    this.database = database;
    this.timeout = timeout;
  }

  /** Without a timeout of its own StarRocks gives a transaction 20 s. */
  LoadReply begin(Label label) throws IOException {
    Map<String, String> headers = headers(label);
    headers.put("timeout", Long.toString(timeout.toSeconds()));
    return control.transaction("begin", headers, new byte[0]);
  }

  /** Sends rows of one table; two requests for one table must not overlap. */
  LoadReply load(LoadRequest load) throws IOException {
    Map<String, String> headers = headers(load.label());
    headers.putAll(load.headers());
    headers.put("table", load.table().id().table());
    headers.put("ignore_json_size", "true"); // else all loads of a table share 100 MB
    return loads.transaction("load", headers, load.body().bytes());
  }

  LoadReply commit(Label label) throws IOException {
    Map<String, String> headers = headers(label);
    headers.put("timeout", PUBLISH_SECONDS);
    return control.transaction("commit", headers, new byte[0]);
  }

  LoadReply rollback(Label label) throws IOException {
    return control.transaction("rollback", headers(label), new byte[0]);
  }

  /**
   * Sends rows in a transaction over one table and prepares it, which tells whether they would be
   * refused; {@link #endAttempt} has to follow.
   */
  LoadReply attempt(LoadRequest load) throws IOException {
    Map<String, String> headers = oneTable(load);
    headers.put("timeout", Long.toString(timeout.toSeconds()));
    LoadReply reply = control.transaction("begin", headers, new byte[0]);
    if (Verdicts.of(reply) == Verdict.LOADED) {
      Map<String, String> loading = oneTable(load);
      loading.putAll(load.headers());
      loading.put("ignore_json_size", "true");
      reply = loads.transaction("load", loading, load.body().bytes());
    }
    return Verdicts.of(reply) == Verdict.LOADED
        ? control.transaction("prepare", oneTable(load), new byte[0])
        : reply;
  }

  /** Rolls it back; what is not known any more has been. */
  void endAttempt(LoadRequest load) throws IOException {
    control.transaction("rollback", oneTable(load), new byte[0]);
  }

  private Map<String, String> oneTable(LoadRequest load) {
    Map<String, String> headers = headers(load.label());
    headers.remove("transaction_type");
    headers.put("table", load.table().id().table());
    return headers;
  }

  /** What the leader knows of a label; of one over several tables nothing before its commit. */
  LoadState state(Label label) throws IOException {
    return control.state(database, label);
  }

  /** A table of the database. */
  TableId table(String name) {
    return new TableId(database, name);
  }

  /** Asks another front end first from now on. */
  void avoidCurrent() {
    control.avoidCurrent();
    loads.avoidCurrent();
  }

  private Map<String, String> headers(Label label) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("transaction_type", "multi");
    headers.put("db", database);
    headers.put("label", label.value());
    return headers;
  }
}
