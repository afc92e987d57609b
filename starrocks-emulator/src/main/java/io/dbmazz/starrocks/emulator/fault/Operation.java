package io.dbmazz.starrocks.emulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a request asks for. */
public enum Operation {
  /** A load and its transaction in one request. */
  STREAM_LOAD,
  /** {@code /api/transaction/begin}. */
  BEGIN,
  /** {@code /api/transaction/load}. */
  LOAD,
  /** {@code /api/transaction/prepare}. */
  PREPARE,
  /** {@code /api/transaction/commit}. */
  COMMIT,
  /** {@code /api/transaction/rollback}. */
  ROLLBACK;

  /** Whether its body holds rows. */
  public boolean sendsRows() {
    return this == STREAM_LOAD || this == LOAD;
  }

  /** The transaction operation that the last part of a path names, if it names one. */
  public static Optional<Operation> ofTransaction(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation != STREAM_LOAD)
        .filter(operation -> operation.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
