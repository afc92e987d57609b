package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
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

  /** Connects to nothing yet. */
  public SourceSetup(ServerConnections connections, SetupSettings settings) {
    this.connections = connections;
    this.slot = settings.slot();
    this.tables = new TableSetup(settings);
    this.rules = new SlotRules(slot, connections.database());
    this.creation = new SlotCreation(slot);
  }

  /** Looks at everything but the slot, and changes nothing. */
  public void verify() {
    try (Connection sql = connections.openSql()) {
      tables.verify(sql);
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Checking the server");
    }
  }

  /**
   * Prepares identities, publication and slot, in this order: decoding a change that was written
   * before the publication existed fails or, from PostgreSQL 18 on, leaves it out.
   *
   * @param stored offset, if there is one
   * @return the position to go on from
   */
  public SourcePosition prepare(Optional<SourcePosition> stored) {
    try (Connection sql = connections.openSql()) {
      CapturedSet captured = tables.verify(sql);
      Optional<SlotState> existing = readSlot(sql);
      if (existing.isEmpty()) {
        rules.requireNothingStored(stored);
        tables.apply(sql, captured, SlotPresence.MISSING);
        return SourcePosition.startingAt(create());
      }
      rules.verifyReadable(existing.get());
      SourcePosition start = rules.resumeAt(existing.get(), stored, ServerPosition.read(sql));
      tables.apply(sql, captured, SlotPresence.EXISTS);
      keepOnStandbys(existing.get());
      LOG.info("Resuming slot {} from {}", slot.name(), start.endLsn());
      return start;
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Setting up the server");
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

  private Lsn create() throws SQLException {
    try (Connection replication = connections.openReplication()) {
      return creation.create(replication);
    }
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

  /**
   * The identifier of the database cluster behind a connection.
   *
   * @param replication a walsender's connection
   */
  public static String systemIdentifier(Connection replication) throws SQLException {
    try (Statement statement = replication.createStatement();
        ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
      row.next();
      return row.getString("systemid");
    }
  }

  /** Makes work under way in another thread fail soon, without leaving anything on the server. */
  public void cancel() {
    creation.cancel();
  }
}
