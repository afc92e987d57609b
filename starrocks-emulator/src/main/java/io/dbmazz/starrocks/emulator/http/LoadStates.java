package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.txn.LabelStatus;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** {@code get_load_state} and {@code _cancel}, which the leader answers itself. */
final class LoadStates {
  private final Cluster cluster;

  LoadStates(Cluster cluster) {
    this.cluster = cluster;
  }

  void handle(Route route, Exchange exchange) {
    exchange.answer(200, "text/html", Json.write(answer(route, label(route, exchange))));
  }

  private static String label(Route route, Exchange exchange) {
    Fields query = Request.extractQueryParameters(exchange.request());
    String label = query.getValue("label");
    if (label == null && route.isCancel()) {
      return route.table();
    }
    return label == null ? "" : label;
  }

  private Map<String, Object> answer(Route route, String label) {
    String database = route.database();
    if (database.isEmpty()) {
      return Json.restFailed("No database selected.");
    }
    if (label.isEmpty()) {
      return Json.restFailed("No label selected.");
    }
    if (!cluster.store().hasDatabase(database)) {
      return Json.restFailed("unknown database, database=" + database);
    }
    return route.isCancel() ? cancel(database, label) : state(database, label);
  }

  private Map<String, Object> state(String database, String label) {
    LabelStatus status = cluster.transactions().status(database, label);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", status.state().name());
    fields.put("reason", status.reason());
    fields.putAll(Json.restOk());
    return fields;
  }

  private Map<String, Object> cancel(String database, String label) {
    try {
      cluster.transactions().cancel(database, label);
      return Json.restOk();
    } catch (TransactionException e) {
      return Json.restFailed(e.getMessage());
    }
  }
}
