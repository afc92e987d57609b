package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.Optional;

/**
 * Refuses an offset that somebody wants to store and that streaming could not go on from. A slot
 * only goes forward: the server starts at its confirmed position at the earliest, without a word,
 * though it may still keep older WAL for transactions that were open then.
 */
final class WantedOffset {

  private WantedOffset() {}

  /**
   * Judges an offset.
   *
   * @param existing slot, if there is one
   * @param serverEnd end of the server's WAL
   * @throws SetupException saying which offsets there are to go on from
   */
  static void verify(
      SlotRules rules, Optional<SlotState> existing, SourcePosition wanted, Lsn serverEnd) {
    SlotState slot =
        existing.orElseThrow(
            () ->
                rules.refusal(
                    "does not exist, so there is nothing to go on from. Remove the offset instead"
                        + " of setting it: the next start creates the slot"));
    rules.verifyKept(slot);
    rules.requireWritten(Lsn.max(wanted.endLsn(), wanted.commitLsn()), serverEnd);
    Lsn confirmed = slot.confirmed().orElseThrow();
    if (confirmed.isAfter(wanted.endLsn())) {
      throw rules.refusal(
          "has been confirmed up to "
              + confirmed
              + " and cannot go back to "
              + wanted.endLsn()
              + ". The earliest offset that it can go on from is {\"end_lsn\": \""
              + confirmed
              + "\"}; what lies before has to be read from the tables again");
    }
  }
}
