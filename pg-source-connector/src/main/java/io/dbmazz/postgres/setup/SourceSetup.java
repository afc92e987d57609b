package io.dbmazz.postgres.setup;

import io.dbmazz.postgres.setup.Preparation.Continuity;
import io.dbmazz.postgres.setup.SlotCreation.Export;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the server into the state that streaming needs, in a fixed order, and finds the position
 * to go on from. Idempotent: killed at any point, the next start continues. Used by the thread that
 * connects; {@link #cancel} may come from any.
 *
 * <p>All methods throw {@link SetupException} when someone has to act first, {@link
 * org.apache.kafka.connect.errors.RetriableException} when trying again may help.
 */
public final class SourceSetup {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSetup.class);

  private static final int RELEASE_CHECKS = 20;
  private static final long RELEASE_PAUSE_NANOS = 50_000_000;

  private final ServerConnections connections;
  private final SlotSettings slot;
  private final TableSetup tables;
  private final SlotRules rules;
  private final SlotCreation creation;
  private final SnapshotMode snapshot;

  /** Connects to nothing yet. */
  public SourceSetup(ServerConnections connections, SetupSettings settings) {
    this.connections = connections;
    this.slot = settings.slot();
    this.tables = new TableSetup(settings);
    this.rules = new SlotRules(slot, connections.database());
    this.creation = new SlotCreation(slot);
    this.snapshot = settings.snapshot();
  }

  /**
   * Keeps other tasks from the slot until it is read.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException also when another task has it
   */
  public SlotClaim claimSlot() {
    return SlotClaim.take(connections, slot.name());
  }

  /** The tables that could be published but are not captured. */
  public List<TableName> others(List<TableName> captured) {
    Set<TableName> ours = Set.copyOf(captured);
    try (Connection sql = connections.openSql()) {
      return TableCatalog.read(sql).stream()
          .map(TableState::name)
          .filter(name -> !ours.contains(name))
          .toList();
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Reading the catalog");
    }
  }

  /**
   * Looks at everything but the slot, and changes nothing.
   *
   * @return the tables that would be captured
   */
  public List<TableName> verify() {
    try (Connection sql = connections.openSql()) {
      return choose(sql).names();
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Checking the server");
    }
  }

  private CapturedSet choose(Connection sql) throws SQLException {
    return snapshot.streams() ? tables.verify(sql) : tables.verifyReading(sql);
  }

  /**
   * Prepares identities, publication and slot, in this order: decoding a change that was written
   * before the publication existed fails or, from PostgreSQL 18 on, leaves it out.
   *
   * @param stored offset, if there is one
   */
  public Preparation prepare(Optional<SourcePosition> stored) {
    try (Connection sql = connections.openSql()) {
      CapturedSet captured = choose(sql);
      if (!snapshot.streams()) {
        return new Preparation(stored, captured.names(), Continuity.KEPT, Optional.empty());
      }
      Optional<SlotState> existing = readSlot(sql);
      Optional<String> gap =
          snapshot == SnapshotMode.WHEN_NEEDED ? rules.gap(existing, stored) : Optional.empty();
      if (gap.isPresent()) {
        startOver(existing, gap.get());
        return create(sql, captured, Continuity.BROKEN);
      }
      if (existing.isEmpty()) {
        rules.requireNothingStored(stored);
        return create(sql, captured, Continuity.KEPT);
      }
      return resume(sql, captured, existing.get(), stored);
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Setting up the server");
    }
  }

  private Preparation resume(
      Connection sql, CapturedSet captured, SlotState existing, Optional<SourcePosition> stored)
      throws SQLException {
    rules.verifyReadable(existing);
    SourcePosition start = rules.resumeAt(existing, stored, ServerPosition.read(sql));
    tables.apply(sql, captured, SlotPresence.EXISTS);
    keepOnStandbys(existing);
    LOG.info("Resuming slot {} from {}", slot.name(), start.endLsn());
    return new Preparation(Optional.of(start), captured.names(), Continuity.KEPT, Optional.empty());
  }

  private void startOver(Optional<SlotState> existing, String reason) {
    LOG.warn(
        "Changes since the stored offset are gone ({}): all tables are read anew, as"
            + " snapshot.mode=when_needed says. Rows deleted meanwhile stay in the target; they"
            + " have an older version than the rows of this snapshot",
        reason);
    if (existing.isPresent()) {
      dropSlot();
    }
  }

  private Preparation create(Connection sql, CapturedSet captured, Continuity continuity)
      throws SQLException {
    tables.apply(sql, captured, SlotPresence.MISSING);
    Connection replication = connections.openReplication();
    try {
      Export export = snapshot.readsRows() ? Export.SNAPSHOT : Export.NOTHING;
      SlotCreation.Created created = creation.create(replication, export);
      Optional<ExportedSnapshot> exported =
          created.snapshot().map(name -> new ExportedSnapshot(replication, created.point(), name));
      if (exported.isEmpty()) {
        replication.close();
      }
      SourcePosition start = SourcePosition.startingAt(created.point());
      return new Preparation(Optional.of(start), captured.names(), continuity, exported);
    } catch (SQLException | RuntimeException e) {
      replication.close();
      throw e;
    }
  }

  /**
   * A snapshot with its exact point in the WAL, when there is none of the slot itself: exported by
   * a temporary slot, whose creation waits for all that is being written.
   */
  public ExportedSnapshot exportSnapshot() {
    Connection replication = connections.openReplication();
    try {
      SlotCreation.Created created = creation.createTemporary(replication);
      return new ExportedSnapshot(replication, created.point(), created.snapshot().orElseThrow());
    } catch (SQLException e) {
      closeAfter(e, replication);
      throw SqlFailure.ofStatement(e, "Exporting a snapshot");
    } catch (RuntimeException e) {
      closeAfter(e, replication);
      throw e;
    }
  }

  static void closeAfter(Exception failure, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** Reads the slot's state, and gives a reader that has just gone a second to be noticed. */
  private Optional<SlotState> readSlot(Connection sql) throws SQLException {
    Optional<SlotState> state = SlotState.read(sql, slot.name());
    for (int i = 0; i < RELEASE_CHECKS && state.flatMap(SlotState::activePid).isPresent(); i++) {
      LockSupport.parkNanos(RELEASE_PAUSE_NANOS);
      state = SlotState.read(sql, slot.name());
    }
    return state;
  }

  private void keepOnStandbys(SlotState existing) throws SQLException {
    if (slot.kind() == SlotSettings.Kind.FAILOVER && !existing.isFailover()) {
      try (Connection replication = connections.openReplication()) {
        creation.makeFailover(replication);
      }
    }
  }

  /**
   * Looks at slot and publication before streaming again.
   *
   * @param known newest LSN that we have confirmed, or found the slot at
   */
  public void verifySlot(Lsn known) {
    try (Connection sql = connections.openSql()) {
      SlotState state = readSlot(sql).orElseThrow(rules::vanished);
      rules.verifyReadable(state);
      rules.requireNotAhead(state, known);
      tables.requirePublication(sql);
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Checking slot '" + slot.name() + "'");
    }
  }

  /**
   * Looks whether streaming could go on from an offset that somebody wants to store; changes
   * nothing.
   */
  public void verifyOffset(SourcePosition wanted) {
    try (Connection sql = connections.openSql()) {
      WantedOffset.verify(
          rules, SlotState.read(sql, slot.name()), wanted, ServerPosition.read(sql));
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Checking slot '" + slot.name() + "'");
    }
  }

  /** Looks whether an LSN that somebody wants to store is one of this server's WAL. */
  public void verifyWritten(Lsn wanted) {
    try (Connection sql = connections.openSql()) {
      rules.requireWritten(wanted, ServerPosition.read(sql));
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Reading the server's position");
    }
  }

  /** Drops the slot as soon as nobody reads it: asked for by {@code slot.drop.on.stop}. */
  public void dropSlot() {
    try (Connection replication = connections.openReplication();
        Statement statement = replication.createStatement()) {
      statement.execute("DROP_REPLICATION_SLOT " + Sql.identifier(slot.name()) + " WAIT");
      LOG.info("Dropped slot {}", slot.name());
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Dropping slot '" + slot.name() + "'");
    }
  }

  /** Makes work under way in another thread fail soon, without leaving anything on the server. */
  public void cancel() {
    creation.cancel();
  }
}
