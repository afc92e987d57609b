package io.dbmazz.starrocks.load;

/** What StarRocks knows of a label. */
enum LoadState {
  /** Nothing: never begun here, or forgotten. */
  UNKNOWN,
  /** At work. */
  RUNNING,
  /** Committed, visible or about to be. */
  COMMITTED,
  /** Rolled back; the label is free again. */
  ABORTED;

  /** Reads StarRocks' word for it. */
  static LoadState of(String state) {
    return switch (state) {
      case "COMMITTED", "VISIBLE" -> COMMITTED;
      case "PREPARE", "PREPARED" -> RUNNING;
      case "ABORTED" -> ABORTED;
      default -> UNKNOWN;
    };
  }
}
