package io.dbmazz.postgres.snapshot.incremental;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which committed transactions a snapshot of the database sees: {@code pg_current_snapshot()},
 * before PostgreSQL 13 {@code txid_current_snapshot()}. Immutable.
 *
 * <p>The snapshot's xids have 64 bits, those of the stream 32, so a stream's xid is taken for the
 * one nearest to the snapshot: PostgreSQL never has two billion transactions between two that are
 * both in use.
 */
final class XidSnapshot {

  private static final long HALF_AROUND = 1L << 31;
  private static final long AROUND = 1L << 32;

  private final long xmin;
  private final long xmax;
  private final Set<Long> running;
  private final Knowledge knowledge;

  /** Whether the server lists the transactions that are running. */
  enum Knowledge {
    COMPLETE,
    /**
     * A standby keeps running transactions where the function does not look (procarray.c, {@code
     * GetSnapshotData} fills {@code subxip}), so that its list is always empty.
     */
    BOUNDS_ONLY
  }

  private XidSnapshot(long xmin, long xmax, Set<Long> running, Knowledge knowledge) {
    this.xmin = xmin;
    this.xmax = xmax;
    this.running = running;
    this.knowledge = knowledge;
  }

  /**
   * Parses {@code xmin:xmax:xid,xid,…}.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  static XidSnapshot parse(String text, Knowledge knowledge) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("Not a snapshot (xmin:xmax:xids expected): " + text);
    }
    Set<Long> running =
        parts[2].isEmpty()
            ? Set.of()
            : Arrays.stream(parts[2].split(",")).map(Long::valueOf).collect(Collectors.toSet());
    return new XidSnapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running, knowledge);
  }

  /**
   * Whether a committed transaction is visible; false also when that is not known, on a standby.
   *
   * @param xid unsigned 32 bits, of a top-level transaction as Begin gives it
   */
  boolean sees(long xid) {
    long full = widen(xid);
    if (full < xmin) {
      return true;
    }
    return full < xmax && knowledge == Knowledge.COMPLETE && !running.contains(full);
  }

  /**
   * Whether a committed transaction is certainly invisible. On a standby there are some of which
   * neither is known.
   *
   * @param xid as for {@link #sees}
   */
  boolean misses(long xid) {
    return knowledge == Knowledge.COMPLETE ? !sees(xid) : widen(xid) >= xmax;
  }

  private long widen(long xid) {
    long near = (xmax & -AROUND) | xid;
    if (near - xmax > HALF_AROUND) {
      return near - AROUND;
    }
    return xmax - near > HALF_AROUND ? near + AROUND : near;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /** The oldest transaction that was running: all before it have ended. */
  long xmin() {
    return xmin;
  }

  /** One more than the newest transaction that had ended. */
  long xmax() {
    return xmax;
  }
}
