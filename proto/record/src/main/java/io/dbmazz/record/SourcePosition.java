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
 * @param messages how many logical messages were emitted since that change; 0 for none
 */
public record SourcePosition(Lsn commitLsn, long ordinal, Lsn endLsn, long messages) {

  private static final String SERVER = "server";
  private static final String COMMIT_LSN = "commit_lsn";
  private static final String ORDINAL = "ordinal";
  private static final String END_LSN = "end_lsn";
  private static final String MESSAGES = "messages";

  /** A position behind a change. */
  public SourcePosition(Lsn commitLsn, long ordinal, Lsn endLsn) {
    this(commitLsn, ordinal, endLsn, 0);
  }

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
    return messages == 0
        ? Map.of(COMMIT_LSN, commitLsn.value(), ORDINAL, ordinal, END_LSN, endLsn.value())
        : Map.of(
            COMMIT_LSN,
            commitLsn.value(),
            ORDINAL,
            ordinal,
            END_LSN,
            endLsn.value(),
            MESSAGES,
            messages);
  }

  /**
   * Reads a stored offset.
   *
   * @param offset what {@link #toOffset} gave, whatever integer types a store made of it; or what a
   *     person wrote: LSNs may be texts such as {@code 16/B374D848}, and {@code end_lsn} alone is a
   *     start there
   * @throws IllegalArgumentException naming the key that is missing or malformed
   */
  public static SourcePosition fromOffset(Map<String, ?> offset) {
    Lsn end = OffsetValues.lsn(offset, END_LSN);
    if (!offset.containsKey(COMMIT_LSN) && !offset.containsKey(ORDINAL)) {
      return startingAt(end);
    }
    long ordinal = OffsetValues.integer(offset, ORDINAL);
    if (ordinal < -1) {
      throw new IllegalArgumentException("Source offset has the ordinal " + ordinal);
    }
    long messages = offset.containsKey(MESSAGES) ? OffsetValues.integer(offset, MESSAGES) : 0;
    return new SourcePosition(OffsetValues.lsn(offset, COMMIT_LSN), ordinal, end, messages);
  }

  /** Whether the change at {@code ordinal} of the transaction {@code commit} was emitted before. */
  public boolean covers(Lsn commit, long ordinal) {
    return endLsn.isAfter(commit)
        || commitLsn.isAfter(commit)
        || (commitLsn.equals(commit) && ordinal <= this.ordinal);
  }

  /**
   * Whether a logical message was emitted before.
   *
   * @param commit of its transaction; of a message outside of transactions its own start
   * @param ordinal of the last change before it, -1 when there is none
   * @param index 0-based, among the messages between two changes
   */
  public boolean coversMessage(Lsn commit, long ordinal, long index) {
    boolean between = ordinal == this.ordinal && index >= messages;
    return covers(commit, ordinal)
        && (endLsn.isAfter(commit) || commitLsn.isAfter(commit) || !between);
  }

  /** The position after the change {@code ordinal} of the transaction {@code commit}. */
  public SourcePosition at(Lsn commit, long ordinal) {
    return new SourcePosition(commit, ordinal, endLsn);
  }

  /** The position after a logical message, see {@link #coversMessage}. */
  public SourcePosition atMessage(Lsn commit, long ordinal, long index) {
    return new SourcePosition(commit, ordinal, endLsn, index + 1);
  }

  /** The same position, with all WAL below {@code end} covered. */
  public SourcePosition endingAt(Lsn end) {
    return new SourcePosition(commitLsn, ordinal, Lsn.max(endLsn, end), messages);
  }
}
