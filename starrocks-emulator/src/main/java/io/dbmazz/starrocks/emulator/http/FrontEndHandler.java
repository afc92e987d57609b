package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.LoadTarget;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers as fe/.../http/rest/LoadAction.java does, in its order: password, {@code Expect}, names,
 * redirect. The body is never read.
 */
final class FrontEndHandler extends Handler.Abstract {
  /** What the front end declares, whatever the body holds. */
  static final String CONTENT_TYPE = "text/html";

  private final Cluster cluster;
  private final BackEndState backEnd;
  private final Leadership leadership;
  private final LoadStates states;
  private volatile HostPort self = new HostPort("127.0.0.1", 0);

  FrontEndHandler(Cluster cluster, BackEndState backEnd, Leadership leadership) {
    this.cluster = cluster;
    this.backEnd = backEnd;
    this.leadership = leadership;
    this.states = new LoadStates(cluster);
  }

  /** Joins the front ends under this address. */
  void join(HostPort address) {
    self = address;
    leadership.join(address);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    RequestLog log = cluster.requests();
    long id = log.arrived(Fault.Node.FRONT_END, request);
    Exchange exchange = new Exchange(request, response, callback, log, id);
    Route route = Route.of(request);
    if (route.isStreamLoad()) {
      exchange.closeAfterwards();
      load(route, exchange);
    } else if (route.isLoadState() || route.isCancel()) {
      if (isAllowed(exchange) && leads(exchange)) {
        states.handle(route, exchange);
      }
    } else if (route.isTransaction() && cluster.version().has(2, 4, 0)) {
      exchange.closeAfterwards();
      transaction(TransactionCall.of(route, exchange), exchange);
    } else {
      exchange.answer(404, CONTENT_TYPE, "Not Found");
    }
    return true;
  }

  private FrontEndFault fault(Optional<LoadTarget> target) {
    return new FrontEndFault(
        target.flatMap(named -> cluster.faults().take(Fault.Node.FRONT_END, named)));
  }

  private void load(Route route, Exchange exchange) {
    Optional<String> label = Optional.of(exchange.header("label")).filter(text -> !text.isEmpty());
    FrontEndFault fault = fault(Optional.of(route.target(label)));
    if (!isAdmitted(fault, exchange)) {
      return;
    }
    if (!expectsContinue(exchange)) {
      fail(exchange, "There is no 100-continue header");
    } else if (route.database().isEmpty()) {
      fail(exchange, "No database selected.");
    } else if (route.table().isEmpty()) {
      fail(exchange, "No table selected.");
    } else if (fault.hidesBackEnd()) {
      fail(exchange, "No backend alive.");
    } else {
      redirect(exchange, fault.target(backEnd.advertised()));
    }
  }

  private void transaction(TransactionCall call, Exchange exchange) {
    FrontEndFault fault = fault(call.target());
    if (isAdmitted(fault, exchange) && leads(exchange)) {
      new FrontEndTransactionAction(cluster, leadership, backEnd, exchange, call).run(fault);
    }
  }

  private boolean isAdmitted(FrontEndFault fault, Exchange exchange) {
    if (fault.switchesLeader()) {
      leadership.moveOn();
    }
    return !fault.answers(exchange) && isAllowed(exchange);
  }

  /** Whether this is the leader; otherwise the client is sent to it. */
  private boolean leads(Exchange exchange) {
    HostPort leader = leadership.leader();
    if (leader.equals(self)) {
      return true;
    }
    redirect(exchange, "http://" + leader);
    return false;
  }

  private boolean isAllowed(Exchange exchange) {
    Optional<Credentials> given = BasicAuth.of(exchange.request());
    if (given.isEmpty()) {
      exchange.header(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"\"");
      denied(exchange, "Need auth information.");
      return false;
    }
    if (!given.get().equals(cluster.credentials())) {
      denied(exchange, BasicAuth.denied(exchange.request(), given.get()));
      return false;
    }
    return true;
  }

  static void denied(Exchange exchange, String message) {
    exchange.answer(401, CONTENT_TYPE, Json.write(Json.restFailed(message)));
  }

  private static boolean expectsContinue(Exchange exchange) {
    HttpVersion version = exchange.request().getConnectionMetaData().getHttpVersion();
    return version == HttpVersion.HTTP_1_0
        || exchange.header("Expect").equalsIgnoreCase("100-continue");
  }

  private static void fail(Exchange exchange, String message) {
    exchange.answer(200, CONTENT_TYPE, Json.write(Json.loadFailed(message)));
  }

  /** 307 to the same path and query elsewhere, without user information. */
  static void redirect(Exchange exchange, String base) {
    String target = exchange.request().getHttpURI().getPathQuery();
    exchange.header(HttpHeader.LOCATION, base + target);
    exchange.answer(307, CONTENT_TYPE, "");
  }
}
