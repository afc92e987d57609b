package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.TableProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the reading of a table has come: counted by the polling thread, read by any. */
final class RunFigures {

  private static final Logger LOG = LoggerFactory.getLogger(RunFigures.class);
  private static final long REPORT_MICROS = 10_000_000;

  private final TableName table;
  private volatile TableSize size = TableSize.UNKNOWN;
  private volatile long rows;
  private volatile long bytes;
  private long reportedAt;

  RunFigures(TableName table) {
    this.table = table;
  }

  /** How much there is in all. */
  void expect(TableSize all) {
    size = all;
  }

  /**
   * Counts a row, and reports now and then.
   *
   * @param micros the time, since 1970-01-01 UTC
   */
  void count(long rowBytes, long micros) {
    set(rows + 1, bytes + rowBytes);
    if (reportedAt == 0) {
      reportedAt = micros;
    } else if (micros - reportedAt > REPORT_MICROS) {
      reportedAt = micros;
      LOG.info("Beside the stream: {}", progress());
    }
  }

  private void set(long rowsNow, long bytesNow) {
    rows = rowsNow;
    bytes = bytesNow;
  }

  TableProgress progress() {
    return new TableProgress(table, false, rows, size.rows(), bytes, size.bytes());
  }
}
