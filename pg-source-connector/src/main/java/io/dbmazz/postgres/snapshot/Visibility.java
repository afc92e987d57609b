package io.dbmazz.postgres.snapshot;

/**
 * Asks of a row whether an earlier snapshot showed it, by the transaction that wrote it.
 *
 * <p>{@code xmin} has 32 bits. All but the newest are of the 2^32 transactions before the present
 * snapshot's end, which gives them the other 32. A row that was written longer ago is frozen and
 * old, but cannot be told from one whose transaction has the same number today; so a row is taken
 * for a new one only if the number lies between the two snapshots.
 */
final class Visibility {

  private static final String MODULO = "4294967295";

  private Visibility() {}

  /**
   * A condition on a row.
   *
   * @param former snapshot, as {@code txid_current_snapshot()} writes it
   * @param presentEnd {@code txid_snapshot_xmax} of the snapshot that reads the row
   */
  static String inFormer(String former, long presentEnd) {
    String xmin = "xmin::text::bigint";
    long newest = presentEnd - 1;
    String full = newest + " - ((" + newest + " - " + xmin + ") & " + MODULO + ")";
    // 1 and 2 are the transactions of initdb and of rows frozen by servers before 9.4.
    return "("
        + xmin
        + " < 3 OR "
        + full
        + " < "
        + start(former)
        + " OR pg_catalog.txid_visible_in_snapshot("
        + full
        + ", '"
        + former
        + "'))";
  }

  private static long start(String snapshot) {
    return Long.parseLong(snapshot.substring(0, snapshot.indexOf(':')));
  }

  /**
   * A coarser snapshot that shows nothing which the given one does not: enough where a row may be
   * read twice, and short however many transactions were open.
   */
  static String coarse(String snapshot) {
    long start = start(snapshot);
    return start + ":" + start + ":";
  }
}
