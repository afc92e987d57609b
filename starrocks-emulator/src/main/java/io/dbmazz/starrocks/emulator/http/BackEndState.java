package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.List;

/** What a back end knows, for the threads of all servers. */
final class BackEndState {
  private final LoadRules rules;
  private final Transactions transactions;
  private final StreamContexts contexts;
  private final ErrorLogs errorLogs = new ErrorLogs();
  private volatile HostPort advertised = new HostPort("127.0.0.1", 0);

  BackEndState(LoadRules rules, Transactions transactions) {
    this.rules = rules;
    this.transactions = transactions;
    this.contexts = new StreamContexts(transactions);
  }

  LoadRules rules() {
    return rules;
  }

  StreamContexts contexts() {
    return contexts;
  }

  ErrorLogs errorLogs() {
    return errorLogs;
  }

  void advertise(HostPort address) {
    advertised = address;
  }

  /** Where redirects lead. */
  HostPort advertised() {
    return advertised;
  }

  /** Stores error lines and returns where they can be read. */
  String errorUrl(List<String> lines) {
    return "http://" + advertised + "/api/_load_error_log?file=" + errorLogs.add(lines);
  }

  /** Open transactions are lost; the front end aborts them. Those prepared are on disk. */
  void restart() {
    String reason = "coordinate BE is down";
    contexts.lose(reason);
    transactions.abortOpen(reason);
  }
}
