package io.dbmazz.starrocks.emulator.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * One thing that goes wrong with a request. What concerns a load's commit has no effect on other
 * operations.
 */
public sealed interface Fault {

  /** Who suffers it. */
  enum Node {
    /** The front end, before it knows what to do with the request. */
    FRONT_END,
    /**
     * Who does the work: the back end, or the front end in a commit of what was prepared and in
     * begin, commit and rollback of a transaction over several tables.
     */
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

  /** What only those suffer that do the work. */
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

  /**
   * Before the request is looked at another front end becomes the leader, or this one restarts when
   * there is no other: what is open and not prepared is lost. What is durable stays.
   */
  record LeaderSwitch() implements AtFrontEnd {}

  /** HTTP 500. */
  record ServerError(Node node) implements Fault {}

  /** The socket is cut without an answer; the operation has not begun. */
  record Cut(Node node) implements Fault {}

  /** As {@link Cut}, and the back end has lost all that is open; what is prepared stays. */
  record BackEndRestart() implements AtBackEnd {}

  /** The back end asks late for the body. */
  record SlowContinue(Duration delay) implements AtBackEnd {}

  /** The back end cuts the socket when it has half of the body; the load is rolled back. */
  record CutInBody() implements AtBackEnd {}

  /**
   * The load or its transaction is rolled back and the answer is {@code Fail}, or {@code
   * INTERNAL_ERROR} or {@code FAILED} to a transaction's operation, with this message. What is
   * prepared stays prepared.
   */
  record Fail(String message) implements AtBackEnd {

    /** The front end's leader has changed since the back end last heard of it. */
    public static Fail notMaster() {
      return new Fail("current fe is not master");
    }

    /** The database holds as much as it may. */
    public static Fail quotaExceeded(String database) {
      return new Fail("Database[" + database + "] data size exceeds quota[1.000 TB]");
    }

    /** As many transactions are running as may; to be suffered where one begins. */
    public static Fail tooManyRunning(int limit) {
      return new Fail(
          "current running txns on db 10005 is " + limit + ", larger than limit " + limit);
    }

    /** Loads come faster than versions are compacted. */
    public static Fail tooManyVersions(int limit) {
      return new Fail(
          "Failed to load data into tablet 10011, because of too many versions, current/limit: "
              + limit
              + "/"
              + limit
              + ". You can reduce the loading job concurrency, or increase loading data batch"
              + " size.");
    }

    /** The back end has no memory left for loads. */
    public static Fail memoryExceeded() {
      return new Fail("Memory of process exceed limit. Used: 8589934592, Limit: 8589934592.");
    }
  }

  /**
   * The operation waits, body read and nothing written, until the latch opens or the emulator
   * closes.
   */
  record Held(CountDownLatch release) implements AtBackEnd {}

  /** The load is committed and answered {@code Publish Timeout}. */
  record PublishTimeout() implements AtBackEnd {}

  /** The load is committed, but the answer says that its state is unknown. */
  record CommitUnknown() implements AtBackEnd {}

  /** The operation is done and the socket is cut before the answer. */
  record ReplyLost() implements AtBackEnd {}

  /** As {@link ReplyLost}, and the label is evicted before anybody can ask for it. */
  record LabelEvicted() implements AtBackEnd {}

  /** The operation is done and answered late. */
  record SlowAnswer(Duration delay) implements AtBackEnd {}
}
