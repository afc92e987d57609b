package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.Optional;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a slot can be read on, and from which position. Touches nothing. */
final class SlotRules {

  private static final Logger LOG = LoggerFactory.getLogger(SlotRules.class);
  private static final String PROPERTY = "slot.name";

  private final SlotSettings settings;
  private final String database;

  /**
   * @param database that is connected to
   */
  SlotRules(SlotSettings settings, String database) {
    this.settings = settings;
    this.database = database;
  }

  /**
   * Refuses a slot that must be created although an offset says that it was there.
   *
   * @throws SetupException when there is a stored offset
   */
  void requireNothingStored(Optional<SourcePosition> stored) {
    if (stored.isPresent()) {
      throw refusal(
          "does not exist, but an offset is stored up to "
              + stored.get().endLsn()
              + ": the changes since then are gone. "
              + startOver());
    }
  }

  /**
   * Why the slot does not have all changes that follow the stored offset; empty when it has them,
   * or when the strategy says that it need not.
   *
   * @param slot if there is one
   * @throws SetupException when the slot is not ours to judge
   */
  Optional<String> gap(Optional<SlotState> slot, Optional<SourcePosition> stored) {
    if (slot.isEmpty()) {
      return stored.map(offset -> "the slot does not exist");
    }
    verifyOurs(slot.get());
    if (slot.get().lossReason().isPresent()) {
      return slot.get().lossReason();
    }
    boolean ahead =
        settings.strategy() == MismatchStrategy.TRUST_OFFSET
            && slot.get().confirmed().isPresent()
            && stored.isPresent()
            && slot.get().confirmed().get().isAfter(stored.get().endLsn());
    return ahead ? Optional.of("the slot is ahead of the stored offset") : Optional.empty();
  }

  /** Refuses to go on when the slot has vanished while we were reading it. */
  SetupException vanished() {
    return refusal("was dropped while it was in use: the changes since are gone. " + startOver());
  }

  /**
   * Refuses a slot that cannot be read.
   *
   * @throws SetupException saying why not
   * @throws RetriableException when another process reads it, or still creates it: after a crash
   *     the server notices only later that the old connection is gone; or when a standby keeps it
   *     for a failover
   */
  void verifyReadable(SlotState slot) {
    requireNotSynced(slot);
    verifyKept(slot);
    if (slot.activePid().isPresent()) {
      SetupException busy = busy(slot.activePid().get());
      throw new RetriableException(busy.getMessage(), busy);
    }
    if (slot.confirmed().isEmpty()) {
      throw refusal("was never completely created; " + drop());
    }
  }

  /** Refuses a slot that can never be read, whether or not somebody reads it now. */
  void verifyKept(SlotState slot) {
    verifyOurs(slot);
    if (slot.lossReason().isPresent()) {
      String reason = slot.lossReason().get();
      throw refusal(
          "is lost ("
              + reason
              + "): the changes it kept are gone. "
              + startOver()
              + ". "
              + SlotLoss.prevention(reason));
    }
  }

  private void requireNotSynced(SlotState slot) {
    if (slot.isBeingSynced()) {
      SetupException standby =
          refusal(
              "is kept in step with the primary's for a failover and cannot be read while this"
                  + " server is a standby. Connect to the primary, or promote this server");
      throw new RetriableException(standby.getMessage(), standby);
    }
  }

  /** Refuses a slot that was made for something else. */
  private void verifyOurs(SlotState slot) {
    if (!slot.plugin().equals(Optional.of("pgoutput"))) {
      throw refusal(
          "uses "
              + slot.plugin().map(name -> "the plugin " + name).orElse("no output plugin")
              + ", not pgoutput. Set slot.name to another name, or "
              + drop());
    }
    if (!slot.database().equals(Optional.of(database))) {
      throw refusal(
          "belongs to database '"
              + slot.database().orElse("")
              + "', not to '"
              + database
              + "'. Set slot.name to another name");
    }
  }

  private SetupException busy(String pid) {
    return refusal(
        "is active for PID "
            + pid
            + ". If that is not another task that should have it: SELECT"
            + " pg_terminate_backend("
            + pid
            + ")");
  }

  /**
   * Where to go on.
   *
   * @param slot readable
   * @param stored offset, if there is one
   * @param serverEnd end of the server's WAL
   * @throws SetupException when the slot is ahead of the offset, or the offset is ahead of the
   *     server
   */
  SourcePosition resumeAt(SlotState slot, Optional<SourcePosition> stored, Lsn serverEnd) {
    Lsn confirmed = slot.confirmed().orElseThrow();
    if (stored.isEmpty()) {
      return SourcePosition.startingAt(confirmed);
    }
    SourcePosition offset = stored.get();
    if (slot.isOnStandby()) {
      requireReplayed(offset, serverEnd);
    }
    requireWritten(Lsn.max(offset.endLsn(), offset.commitLsn()), serverEnd);
    if (settings.strategy() == MismatchStrategy.TRUST_SLOT) {
      return confirmed.equals(offset.endLsn()) ? offset : acceptSlot(confirmed, offset);
    }
    if (!confirmed.isAfter(offset.endLsn())) {
      return offset;
    }
    if (settings.strategy() == MismatchStrategy.TRUST_GREATER_LSN) {
      return acceptSlot(confirmed, offset);
    }
    throw ahead(confirmed, offset.endLsn());
  }

  /** A standby that was restarted replays again what it had replayed already. */
  private void requireReplayed(SourcePosition offset, Lsn replayed) {
    if (offset.endLsn().isAfter(replayed)) {
      throw new RetriableException(
          "The standby has replayed its WAL up to "
              + replayed
              + " and not yet to the stored offset, "
              + offset.endLsn());
    }
  }

  /** Refuses an offset that this server's WAL has not reached. */
  void requireWritten(Lsn newest, Lsn serverEnd) {
    if (newest.isAfter(serverEnd)) {
      throw new SetupException(
          "database.hostname",
          "The stored offset, "
              + newest
              + ", lies beyond the server's end of WAL, "
              + serverEnd
              + ": this is another server, or one restored from an older backup. "
              + startOver());
    }
  }

  private SourcePosition acceptSlot(Lsn confirmed, SourcePosition offset) {
    LOG.warn(
        "Slot {} is at {} and the stored offset at {}; going on from the slot, as {} says",
        settings.name(),
        confirmed,
        offset.endLsn(),
        settings.strategy());
    return SourcePosition.startingAt(confirmed);
  }

  /**
   * Refuses a slot that somebody else has moved while we were not connected.
   *
   * @param known newest LSN that we have confirmed, or found the slot at
   */
  void requireNotAhead(SlotState slot, Lsn known) {
    Lsn confirmed = slot.confirmed().orElseThrow();
    if (confirmed.isAfter(known)) {
      throw ahead(confirmed, known);
    }
  }

  private SetupException ahead(Lsn confirmed, Lsn stored) {
    return refusal(
        "has been confirmed up to "
            + confirmed
            + ", beyond the stored offset, "
            + stored
            + ": the changes between are gone; the slot was recreated, or something else has moved"
            + " it. "
            + startOver()
            + ". To accept the gap: offset.mismatch.strategy=trust_slot");
  }

  private String startOver() {
    return "To start over: remove the stored offset (DELETE /connectors/<name>/offsets, or the"
        + " runner's offset store), "
        + drop()
        + " if it exists, and load the tables anew; snapshot.mode=when_needed does that by itself";
  }

  private String drop() {
    return "SELECT pg_drop_replication_slot(" + Sql.literal(settings.name()) + ")";
  }

  SetupException refusal(String what) {
    return new SetupException(PROPERTY, "Slot '" + settings.name() + "' " + what);
  }
}
