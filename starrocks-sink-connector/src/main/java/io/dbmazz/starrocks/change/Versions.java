package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.change.RowOperation.Audit;

/** The version of a change: a number that never falls from one change of a table to the next. */
final class Versions {

  private Versions() {}

  /**
   * The commit LSN. Debezium does not tell it: its {@code lsn} is the change's own, which may be
   * smaller than that of a change committed before, and {@code sequence} holds the LSN of the last
   * commit before beside it. The larger of these two does not fall.
   *
   * @param commitLsn {@code source.commit_lsn}, null if there is none
   * @param lsn {@code source.lsn}, null if there is none
   * @param sequence {@code source.sequence}, such as {@code ["24023119","24023128"]}, its first
   *     part null before the first commit
   * @return {@link Audit#NO_VERSION} when nothing is told
   */
  static long of(Object commitLsn, Object lsn, Object sequence) {
    if (commitLsn instanceof Number commit) {
      return commit.longValue();
    }
    if (!(lsn instanceof Number own)) {
      return Audit.NO_VERSION;
    }
    return sequence instanceof String text
        ? Math.max(own.longValue(), lastCommit(text))
        : own.longValue();
  }

  private static long lastCommit(String sequence) {
    int end = sequence.indexOf('"', 2);
    if (!sequence.startsWith("[\"") || end < 0) {
      return Audit.NO_VERSION;
    }
    long number = 0;
    for (int i = 2; i < end; i++) {
      int digit = sequence.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Audit.NO_VERSION;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
