package io.dbmazz.starrocks.emulator.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One thing that goes wrong with a load. */
public sealed interface Fault {

  /** Who suffers it. */
  enum Node {
    FRONT_END,
    BACK_END
  }

  /** Who suffers it. */
  Node node();

  /** What only a front end suffers. */
  sealed interface AtFrontEnd extends Fault {
    @Override
    default Node node() {
      return Node.FRONT_END;
    }
  }

  /** What only a back end suffers. */
  sealed interface AtBackEnd extends Fault {
    @Override
    default Node node() {
      return Node.BACK_END;
    }
  }

  /** The front end answers late; past 3 s many clients send the body before the redirect. */
  record SlowRedirect(Duration delay) implements AtFrontEnd {}

  /** The front end refuses the password. */
  record Unauthorized() implements AtFrontEnd {}

  /**
   * The front end redirects elsewhere.
   *
   * @param base scheme, host and port, for example {@code http://attacker:80}
   */
  record RedirectTo(String base) implements AtFrontEnd {}

  /** The front end redirects to a back end where nobody listens. */
  record DeadBackEnd() implements AtFrontEnd {}

  /** The front end has no back end to name. */
  record NoBackEnd() implements AtFrontEnd {}

  /** HTTP 500. */
  record ServerError(Node node) implements Fault {}

  /** The socket is cut without an answer; the load has not begun. */
  record Cut(Node node) implements Fault {}

  /** The back end asks late for the body. */
  record SlowContinue(Duration delay) implements AtBackEnd {}

  /** The back end cuts the socket when it has half of the body; the load is rolled back. */
  record CutInBody() implements AtBackEnd {}

  /** The back end rolls the load back and answers {@code Fail} with this message. */
  record Fail(String message) implements AtBackEnd {}

  /**
   * The load waits, body read and nothing written, until the latch opens or the emulator closes.
   */
  record Held(CountDownLatch release) implements AtBackEnd {}

  /** The load is committed and answered {@code Publish Timeout}. */
  record PublishTimeout() implements AtBackEnd {}

  /** The load is committed, but {@code Fail} says that its state is unknown. */
  record CommitUnknown() implements AtBackEnd {}

  /** The load is committed and the socket is cut before the answer. */
  record ReplyLost() implements AtBackEnd {}

  /** The load is committed and answered late. */
  record SlowAnswer(Duration delay) implements AtBackEnd {}
}
