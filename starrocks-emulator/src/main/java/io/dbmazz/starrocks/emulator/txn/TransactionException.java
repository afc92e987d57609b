package io.dbmazz.starrocks.emulator.txn;

/** A transaction is refused; the message is the server's. */
public final class TransactionException extends Exception {
  private static final long serialVersionUID = 1L;

  TransactionException(String message) {
    super(message);
  }
}
