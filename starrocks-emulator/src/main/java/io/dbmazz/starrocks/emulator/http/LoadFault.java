package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.row.LoadException;
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

  boolean delaysPublishing() {
    return as(Fault.PublishTimeout.class).isPresent();
  }

  /** Changes the answer to a load that was committed. */
  void afterCommit(LoadReply reply) {
    as(Fault.SlowAnswer.class).ifPresent(slow -> Exchange.delay(slow.delay()));
    if (delaysPublishing()) {
      reply.publishTimeout();
    }
    as(Fault.CommitUnknown.class)
        .ifPresent(
            unknown ->
                reply.fail(
                    "Commit transaction fail cause rpc failed. Transaction status unknown, you can"
                        + " retry with same label."));
  }

  boolean losesReply() {
    return as(Fault.ReplyLost.class).isPresent();
  }
}
