package io.dbmazz.starrocks.emulator.txn;

/** A label belongs to a transaction that is not aborted. */
public final class LabelInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final LoadState existing;

  LabelInUseException(String label, LoadState existing) {
    super("Label [" + label + "] has already been used.");
    this.existing = existing;
  }

  /** {@code ExistingJobStatus} of the answer. */
  public String existingJobStatus() {
    return existing.isRunning() ? "RUNNING" : "FINISHED";
  }

  /** The state of the transaction that has the label. */
  public LoadState existing() {
    return existing;
  }
}
