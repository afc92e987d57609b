package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;

/** A transaction's operation is refused; carries the answer. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TransactionReply reply;

  RefusedException(TransactionReply reply, String message, Throwable cause) {
    super(message, cause);
    this.reply = reply;
  }

  RefusedException(Status status, String message) {
    this(new TransactionReply(status, message), message, null);
  }

  RefusedException(Status status, Exception cause) {
    this(new TransactionReply(status, cause.getMessage()), cause.getMessage(), cause);
  }

  /** What the front end makes of an exception. */
  static RefusedException atFrontEnd(String message) {
    return new RefusedException(
        Status.FAILED, "class com.starrocks.common.StarRocksException: " + message);
  }

  /** The label belongs to another transaction. */
  static RefusedException labelInUse(LabelInUseException e, String existingJobStatus) {
    TransactionReply reply = new TransactionReply(Status.LABEL_ALREADY_EXISTS, e.getMessage());
    return new RefusedException(
        reply.with("ExistingJobStatus", existingJobStatus), e.getMessage(), e);
  }

  TransactionReply reply() {
    return reply;
  }
}
