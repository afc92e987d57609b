package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after slot and publication while changes are streamed. Used by the thread that monitors the
 * server; any may ask for {@link #retainedBytes}.
 */
public final class SourceWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

  private final SetupSettings settings;
  private final WalBudget budget;
  private final AttachedPartitions attached;
  private PublicationWatch publication;
  private Optional<String> excess = Optional.empty();
  private volatile long retainedBytes;

  /**
   * @param maxRetainedBytes WAL kept for the slot above which a warning is logged; 0 for no limit
   *     of ours
   */
  public SourceWatch(SetupSettings settings, long maxRetainedBytes) {
    this.settings = settings;
    this.budget = new WalBudget(maxRetainedBytes);
    this.attached = new AttachedPartitions(settings.tables());
  }

  /** WAL that the server keeps for the slot, as of the newest look; 0 before the first. */
  public long retainedBytes() {
    return retainedBytes;
  }

  /**
   * Looks, reports what has changed since it looked before, and changes nothing.
   *
   * @throws SetupException when somebody has altered the publication so that changes are left out
   */
  public void look(Connection sql) throws SQLException {
    int version = sql.getMetaData().getDatabaseMajorVersion();
    PublicationSettings wanted = settings.publication().forServer(version);
    if (publication == null) {
      publication = new PublicationWatch(wanted, settings.tables());
    }
    Optional<PublicationState> state = PublicationState.read(sql, wanted.name());
    PresentTables present = PresentTables.read(sql, wanted.partitions());
    publication.look(state, present.names());
    attached.look(version, present);
    Optional<SlotState> slot = SlotState.read(sql, settings.slot().name());
    if (slot.isPresent()) {
      look(slot.get(), ServerPosition.read(sql));
    }
  }

  private void look(SlotState slot, Lsn serverEnd) {
    retainedBytes = WalBudget.retained(slot, serverEnd);
    Optional<String> now = budget.excess(slot, serverEnd);
    if (now.isPresent() && excess.isEmpty()) {
      LOG.warn(
          "Slot {} makes the server keep {} bytes of WAL, {}: see whether its changes are consumed,"
              + " or whether a transaction stays open",
          settings.slot().name(),
          retainedBytes,
          now.get());
    } else if (now.isEmpty() && excess.isPresent()) {
      LOG.info("Slot {} is within its WAL budget again", settings.slot().name());
    }
    excess = now;
  }
}
