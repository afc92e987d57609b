package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Rolls a transaction over several tables back, whoever has begun it. */
final class Rollback {

  private final TransactionClient client;

  Rollback(TransactionClient client) {
    this.client = client;
  }

  /**
   * Whether the transaction is not committed, and will not be unless somebody begins it from now
   * on; false when it is committed or about to be.
   *
   * @throws RetriableException when StarRocks does not say
   */
  boolean of(Label label) {
    LoadReply reply;
    try {
      reply = client.rollback(label);
    } catch (IOException e) {
      throw new RetriableException("Rollback of " + label + ": no answer", e);
    }
    String message = reply.message().toLowerCase(Locale.ROOT);
    if (reply.status().equalsIgnoreCase("OK")) {
      return true;
    }
    if (message.contains("not exist")) {
      return !isCommitted(label); // a front end that became the leader has forgotten the rest
    }
    if (message.contains("can not abort") || message.contains("committ")) {
      return false;
    }
    if (Verdicts.of(reply) == Verdict.DENIED) {
      throw new ConnectException("Rollback of " + label + ": " + Refusals.words(reply));
    }
    client.avoidCurrent();
    throw new RetriableException("Rollback of " + label + ": " + Refusals.words(reply));
  }

  private boolean isCommitted(Label label) {
    try {
      return client.state(label) == LoadState.COMMITTED;
    } catch (IOException e) {
      throw new RetriableException("State of " + label + ": no answer", e);
    }
  }
}
