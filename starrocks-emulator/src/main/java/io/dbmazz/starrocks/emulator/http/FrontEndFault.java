package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.Optional;

/** What goes wrong with one request at a front end, if anything. */
final class FrontEndFault {
  /** Nobody listens on tcpmux. */
  private static final String NOBODY = "http://127.0.0.1:1";

  private final Optional<Fault> fault;

  FrontEndFault(Optional<Fault> fault) {
    this.fault = fault;
  }

  private boolean is(Class<? extends Fault> kind) {
    return fault.filter(kind::isInstance).isPresent();
  }

  /** Delays the request if it is to be slow; whether the fault is the whole answer. */
  boolean answers(Exchange exchange) {
    if (fault.isPresent() && fault.get() instanceof Fault.SlowRedirect slow) {
      Exchange.delay(slow.delay());
    } else if (is(Fault.Unauthorized.class)) {
      FrontEndHandler.denied(exchange, "Access denied for root@127.0.0.1");
      return true;
    } else if (is(Fault.ServerError.class)) {
      exchange.answer(
          500, FrontEndHandler.CONTENT_TYPE, Json.write(Json.restFailed("internal error")));
      return true;
    } else if (is(Fault.Cut.class)) {
      exchange.cut(0);
      return true;
    }
    return false;
  }

  boolean switchesLeader() {
    return is(Fault.LeaderSwitch.class);
  }

  boolean hidesBackEnd() {
    return is(Fault.NoBackEnd.class);
  }

  /** Where to redirect to instead of the back end, or there. */
  String target(HostPort backEnd) {
    if (fault.isPresent() && fault.get() instanceof Fault.RedirectTo elsewhere) {
      return elsewhere.base();
    }
    return is(Fault.DeadBackEnd.class) ? NOBODY : "http://" + backEnd;
  }
}
