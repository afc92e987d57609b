package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.txn.Publishing;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** What goes wrong with one load at the back end, if anything, at each of its steps. */
final class LoadFault {
  private final Optional<Fault> fault;

  LoadFault(Optional<Fault> fault) {
    this.fault = fault;
  }

  private <T extends Fault> Optional<T> as(Class<T> kind) {
    return fault.filter(kind::isInstance).map(kind::cast);
  }

  /** Whether the fault is the whole answer; {@code restart} is for the back end. */
  boolean answers(Exchange exchange, Runnable restart) {
    if (as(Fault.ServerError.class).isPresent()) {
      exchange.answer(500, "text/plain", "Internal Server Error");
      return true;
    }
    boolean restarts = as(Fault.BackEndRestart.class).isPresent();
    if (restarts) {
      restart.run();
    }
    if (restarts || as(Fault.Cut.class).isPresent()) {
      exchange.cut(0);
      return true;
    }
    return false;
  }

  void beforeBody() {
    as(Fault.SlowContinue.class).ifPresent(slow -> Exchange.delay(slow.delay()));
  }

  /** Reads half of the body and gives up. */
  void inBody(LoadBody body, long length) throws IOException {
    if (as(Fault.CutInBody.class).isPresent()) {
      body.skipNBytes(Math.max(length, 0) / 2);
      throw new EOFException("cut in the body on purpose");
    }
  }

  void beforeCommit() throws InterruptedIOException {
    Optional<Fault.Held> held = as(Fault.Held.class);
    if (held.isPresent()) {
      try {
        held.get().release().await();
      } catch (InterruptedException closing) {
        throw new InterruptedIOException("the emulator closes");
      }
    }
    as(Fault.Fail.class)
        .ifPresent(
            fail -> {
              throw new LoadException(fail.message());
            });
  }

  Publishing publishing() {
    return as(Fault.PublishTimeout.class).isPresent() ? Publishing.LATE : Publishing.IN_TIME;
  }

  /** Changes the answer to a load that was committed. */
  void afterCommit(LoadReply reply, Publishing publishing) {
    delayAnswer();
    if (publishing == Publishing.LATE) {
      reply.publishTimeout();
    }
    unknownCommit().ifPresent(reply::fail);
  }

  /** Waits before the answer is sent. */
  void delayAnswer() {
    as(Fault.SlowAnswer.class).ifPresent(slow -> Exchange.delay(slow.delay()));
  }

  /** What is said of a commit that has happened. */
  Optional<String> unknownCommit() {
    return as(Fault.CommitUnknown.class)
        .map(
            unknown ->
                "Commit transaction fail cause rpc failed. Transaction status unknown, you can"
                    + " retry with same label.");
  }

  /** Answers a transaction's operation, unless its reply is to be lost. */
  void answer(Exchange exchange, TransactionReply reply, String contentType, Runnable evict) {
    delayAnswer();
    if (evictsLabel()) {
      evict.run();
    }
    if (losesReply()) {
      exchange.cut(reply.rows());
    } else {
      exchange.answer(reply, contentType);
    }
  }

  boolean losesReply() {
    return as(Fault.ReplyLost.class).isPresent() || evictsLabel();
  }

  boolean evictsLabel() {
    return as(Fault.LabelEvicted.class).isPresent();
  }
}
