package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.Optional;
import java.util.function.BiConsumer;
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
  private static final String CONTENT_TYPE = "text/html";

  /** Nobody listens on tcpmux. */
  private static final String NOBODY = "http://127.0.0.1:1";

  private final Cluster cluster;
  private final HostPort backEnd;
  private final BiConsumer<Route, Exchange> leaderOnly;

  FrontEndHandler(Cluster cluster, HostPort backEnd, BiConsumer<Route, Exchange> leaderOnly) {
    this.cluster = cluster;
    this.backEnd = backEnd;
    this.leaderOnly = leaderOnly;
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
      if (isAllowed(exchange)) {
        leaderOnly.accept(route, exchange);
      }
    } else {
      exchange.answer(404, CONTENT_TYPE, "Not Found");
    }
    return true;
  }

  private void load(Route route, Exchange exchange) {
    Optional<String> label = Optional.of(exchange.header("label")).filter(text -> !text.isEmpty());
    Optional<Fault> fault = cluster.faults().take(Fault.Node.FRONT_END, route.target(label));
    if (fault.isPresent() && isSuffered(fault.get(), exchange)) {
      return;
    }
    if (!isAllowed(exchange)) {
      return;
    }
    if (!expectsContinue(exchange)) {
      fail(exchange, "There is no 100-continue header");
    } else if (route.database().isEmpty()) {
      fail(exchange, "No database selected.");
    } else if (route.table().isEmpty()) {
      fail(exchange, "No table selected.");
    } else if (fault.isPresent() && fault.get() instanceof Fault.NoBackEnd) {
      fail(exchange, "No backend alive.");
    } else {
      redirect(exchange, target(fault));
    }
  }

  /** Whether the fault is the whole answer. */
  private boolean isSuffered(Fault fault, Exchange exchange) {
    if (fault instanceof Fault.SlowRedirect slow) {
      Exchange.delay(slow.delay());
      return false;
    }
    if (fault instanceof Fault.Unauthorized) {
      denied(exchange, "Access denied for root@127.0.0.1");
      return true;
    }
    if (fault instanceof Fault.ServerError) {
      exchange.answer(500, CONTENT_TYPE, Json.write(Json.restFailed("internal error")));
      return true;
    }
    if (fault instanceof Fault.Cut) {
      exchange.cut(0);
      return true;
    }
    return false;
  }

  private String target(Optional<Fault> fault) {
    if (fault.isPresent() && fault.get() instanceof Fault.RedirectTo elsewhere) {
      return elsewhere.base();
    }
    return fault.isPresent() && fault.get() instanceof Fault.DeadBackEnd
        ? NOBODY
        : "http://" + backEnd;
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

  private static void denied(Exchange exchange, String message) {
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
