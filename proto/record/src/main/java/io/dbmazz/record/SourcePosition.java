package io.dbmazz.record;

import java.util.Map;

/**
 * How far a source has read, as kept in Connect's source offsets.
 *
 * <p>Commit LSNs rise strictly along the stream and change LSNs do not, so a position inside a
 * transaction is its commit LSN with the ordinal of the last change emitted.
 *
 * @param commitLsn {@code Begin.final_lsn} of the transaction of the last change emitted
 * @param ordinal 0-based position of that change in its transaction; -1 before the first
 * @param endLsn end of the newest WAL below which every change is covered by this position: a
 *     {@code Commit.end_lsn}, or the server's WAL end when nothing was in flight. The only value
 *     that may be confirmed to the slot
 */
public record SourcePosition(Lsn commitLsn, long ordinal, Lsn endLsn) {

  private static final String SERVER = "server";
  private static final String COMMIT_LSN = "commit_lsn";
  private static final String ORDINAL = "ordinal";
  private static final String END_LSN = "end_lsn";

  /** A start at {@code endLsn}, nothing emitted yet. */
  public static SourcePosition startingAt(Lsn endLsn) {
    return new SourcePosition(Lsn.ZERO, -1, endLsn);
  }

  /** Connect's source partition of a server: {@code {"server": <topic.prefix>}}. */
  public static Map<String, String> partition(String topicPrefix) {
    return Map.of(SERVER, topicPrefix);
  }

  /** Connect's source offset; numbers only, as every offset store can hold them. */
  public Map<String, Object> toOffset() {
    return Map.of(COMMIT_LSN, commitLsn.value(), ORDINAL, ordinal, END_LSN, endLsn.value());
  }

  /**
   * Reads a stored offset.
   *
   * @param offset what {@link #toOffset} gave, whatever integer types a store made of it
   * @throws IllegalArgumentException naming the key that is missing or not an integer
   */
  public static SourcePosition fromOffset(Map<String, ?> offset) {
    return new SourcePosition(
        new Lsn(integer(offset, COMMIT_LSN)),
        integer(offset, ORDINAL),
        new Lsn(integer(offset, END_LSN)));
  }

  private static long integer(Map<String, ?> offset, String key) {
    Object value = offset.get(key);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException(
        "Source offset has no integer '" + key + "'; its keys are " + offset.keySet());
  }

  /** Whether the change at {@code ordinal} of the transaction {@code commit} was emitted before. */
  public boolean covers(Lsn commit, long ordinal) {
    return endLsn.isAfter(commit)
        || commitLsn.isAfter(commit)
        || (commitLsn.equals(commit) && ordinal <= this.ordinal);
  }

  /** The position after the change {@code ordinal} of the transaction {@code commit}. */
  public SourcePosition at(Lsn commit, long ordinal) {
    return new SourcePosition(commit, ordinal, endLsn);
  }

  /** The same position, with all WAL below {@code end} covered. */
  public SourcePosition endingAt(Lsn end) {
    return new SourcePosition(commitLsn, ordinal, Lsn.max(endLsn, end));
  }
}
