package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Finds what a request to the back end is for. */
final class BackEndHandler extends Handler.Abstract {
  private final Cluster cluster;
  private final LoadRules rules;
  private final ErrorLogs errorLogs = new ErrorLogs();
  private volatile HostPort advertised = new HostPort("127.0.0.1", 0);

  BackEndHandler(Cluster cluster, LoadRules rules) {
    this.cluster = cluster;
    this.rules = rules;
  }

  void advertise(HostPort address) {
    advertised = address;
  }

  HostPort advertised() {
    return advertised;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    RequestLog log = cluster.requests();
    long id = log.arrived(Fault.Node.BACK_END, request);
    Exchange exchange = new Exchange(request, response, callback, log, id);
    Route route = Route.of(request);
    if (route.isStreamLoad()) {
      new StreamLoadAction(cluster, rules, exchange, route, this::errorUrl).run();
    } else if (route.isErrorLog()) {
      errorLog(exchange);
    } else {
      exchange.answer(404, "text/plain", "Not Found");
    }
    return true;
  }

  private String errorUrl(java.util.List<String> lines) {
    return "http://" + advertised + "/api/_load_error_log?file=" + errorLogs.add(lines);
  }

  private void errorLog(Exchange exchange) {
    Fields query = Request.extractQueryParameters(exchange.request());
    String file = query.getValue("file");
    errorLogs
        .file(file == null ? "" : file)
        .ifPresentOrElse(
            text -> exchange.answer(200, "text/plain", text),
            () -> exchange.answer(404, "text/plain", "Not Found"));
  }
}
