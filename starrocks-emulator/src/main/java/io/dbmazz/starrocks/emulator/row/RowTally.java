package io.dbmazz.starrocks.emulator.row;

import java.util.ArrayList;
import java.util.List;

/** Rows of one load counted, and why some were filtered. Used by the load's thread alone. */
public final class RowTally {
  /** The server keeps no more than this many lines of one load either. */
  private static final int MAX_LINES = 50;

  private final List<String> errors = new ArrayList<>();
  private long total;
  private long filtered;

  void read() {
    total++;
  }

  void filter(String reason, String row) {
    filtered++;
    if (errors.size() < MAX_LINES) {
      errors.add("Error: " + reason + ". Row: " + row);
    }
  }

  /** Rows found in the body. */
  public long total() {
    return total;
  }

  /** Rows left out. */
  public long filtered() {
    return filtered;
  }

  /** Rows taken. */
  public long loaded() {
    return total - filtered;
  }

  /** Lines of the error log, each with its row; the first 50. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  void check(double maxFilterRatio) {
    if ((double) filtered / total > maxFilterRatio) {
      throw new LoadException("too many filtered rows");
    }
    if (loaded() == 0) {
      throw new LoadException("all partitions have no load data");
    }
  }
}
