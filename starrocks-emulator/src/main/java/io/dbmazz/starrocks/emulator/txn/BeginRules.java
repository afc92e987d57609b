package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;

/** What a transaction must fulfil to begin. */
final class BeginRules {
  private static final Duration MAX_TIMEOUT = Duration.ofDays(3);
  private static final String LABEL_FORM = "^[-\\w]{1,128}$";

  private BeginRules() {}

  static void check(String label, Duration timeout) throws TransactionException {
    if (!label.matches(LABEL_FORM)) {
      throw new TransactionException(
          "Label format error. regex: " + LABEL_FORM + ", label: " + label);
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new TransactionException(
          "Invalid timeout. Timeout should between 1 and " + MAX_TIMEOUT.toSeconds() + " seconds");
    }
  }
}
