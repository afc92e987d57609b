package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.util.Optional;

/**
 * How much WAL a slot may make the server keep before someone should look.
 *
 * @param bytes 0 for as much as the server itself allows
 */
record WalBudget(long bytes) {

  /** The server's own limit is near when less than this part of it is left. */
  private static final int NEAR_PART = 5;

  /** WAL kept for a slot, from its restart_lsn to the end. */
  static long retained(SlotState slot, Lsn serverEnd) {
    return slot.restart().map(start -> serverEnd.value() - start.value()).orElse(0L);
  }

  /** What is wrong; empty while all is well. */
  Optional<String> excess(SlotState slot, Lsn serverEnd) {
    long retained = retained(slot, serverEnd);
    if (slot.isUnreserved()) {
      return Optional.of("and it will be lost with the next checkpoint (wal_status unreserved)");
    }
    Optional<Long> left = slot.bytesLeft();
    if (left.isPresent() && left.get() < (retained + left.get()) / NEAR_PART) {
      return Optional.of("with " + left.get() + " to go until max_slot_wal_keep_size ends it");
    }
    return bytes > 0 && retained > bytes
        ? Optional.of("more than slot.max.retained.bytes, " + bytes)
        : Optional.empty();
  }
}
