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
  private final BackEndState backEnd;

  BackEndHandler(Cluster cluster, BackEndState backEnd) {
    this.cluster = cluster;
    this.backEnd = backEnd;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    RequestLog log = cluster.requests();
    long id = log.arrived(Fault.Node.BACK_END, request);
    Exchange exchange = new Exchange(request, response, callback, log, id);
    Route route = Route.of(request);
    if (route.isStreamLoad()) {
      new StreamLoadAction(cluster, backEnd, exchange, route).run();
    } else if (route.isTransaction() && cluster.version().has(2, 4, 0)) {
      new BackEndTransactionAction(cluster, backEnd, exchange, route).run();
    } else if (route.isErrorLog()) {
      errorLog(exchange);
    } else {
      exchange.answer(404, "text/plain", "Not Found");
    }
    return true;
  }

  private void errorLog(Exchange exchange) {
    Fields query = Request.extractQueryParameters(exchange.request());
    String file = query.getValue("file");
    backEnd
        .errorLogs()
        .file(file == null ? "" : file)
        .ifPresentOrElse(
            text -> exchange.answer(200, "text/plain", text),
            () -> exchange.answer(404, "text/plain", "Not Found"));
  }
}
