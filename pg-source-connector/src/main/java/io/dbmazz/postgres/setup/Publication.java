package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the publication when it is missing and adds tables that it lacks. Tables are never taken
 * out of it: another slot may be reading them.
 */
final class Publication {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final String PROPERTY = "publication.name";

  /** Tables in one statement: it locks each of them, and the server has a table of locks. */
  private static final int PORTION = 200;

  private final PublicationSettings settings;

  Publication(PublicationSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes the publication cover the tables.
   *
   * @param existing what is there
   * @param slot whether there is one, with changes that wait to be decoded
   * @throws SetupException when it does not cover them and may not be changed
   */
  void prepare(
      Connection connection,
      Optional<PublicationState> existing,
      CapturedSet captured,
      SlotPresence slot)
      throws SQLException {
    List<TableName> tables = captured.names();
    if (existing.isEmpty()) {
      requireNoSlot(slot);
      create(connection, tables);
      return;
    }
    PartitionRule.verify(settings.name(), existing.get(), captured);
    List<TableName> missing =
        tables.stream().filter(table -> !existing.get().tables().contains(table)).toList();
    if (!missing.isEmpty()) {
      extend(connection, missing, slot);
    }
    if (existing.get().actions().size() < 4) {
      LOG.warn("Publication {} publishes only {}", settings.name(), existing.get().actions());
    }
  }

  /**
   * Refuses to stream without the publication: since PostgreSQL 18 the server would skip the
   * changes with no more than a warning.
   */
  void requireStillThere(Optional<PublicationState> existing) {
    if (existing.isEmpty()) {
      throw lost();
    }
  }

  /** A slot without its publication: what was written meanwhile cannot be decoded any more. */
  private void requireNoSlot(SlotPresence slot) {
    if (slot == SlotPresence.EXISTS) {
      throw lost();
    }
  }

  private SetupException lost() {
    return new SetupException(
        PROPERTY,
        "Publication '"
            + settings.name()
            + "' does not exist, but the slot does: changes written without the publication cannot"
            + " be read. If no captured table changed meanwhile, create it again (CREATE"
            + " PUBLICATION "
            + Sql.identifier(settings.name())
            + " FOR TABLE …); otherwise drop the slot, remove the stored offset and load the tables"
            + " anew");
  }

  private void create(Connection connection, List<TableName> tables) throws SQLException {
    String sql = createStatement(tables);
    if (settings.mode() == PublicationMode.DISABLED) {
      throw new SetupException(
          PROPERTY, "Publication '" + settings.name() + "' does not exist. Create it: " + sql);
    }
    if (settings.mode() == PublicationMode.ALL_TABLES) {
      execute(connection, sql);
    } else {
      execute(connection, createStatement(first(tables)));
      add(connection, rest(tables));
    }
    LOG.info("Created publication {} for {} tables", settings.name(), tables.size());
  }

  /** Adds tables in portions; ended between two of them, the next start adds what is missing. */
  private void add(Connection connection, List<TableName> tables) throws SQLException {
    for (List<TableName> left = tables; !left.isEmpty(); left = rest(left)) {
      execute(connection, addStatement(first(left)));
    }
  }

  private static List<TableName> first(List<TableName> tables) {
    return tables.subList(0, Math.min(PORTION, tables.size()));
  }

  private static List<TableName> rest(List<TableName> tables) {
    return tables.subList(Math.min(PORTION, tables.size()), tables.size());
  }

  private String addStatement(List<TableName> tables) {
    return "ALTER PUBLICATION " + Sql.identifier(settings.name()) + " ADD TABLE " + list(tables);
  }

  private String createStatement(List<TableName> tables) {
    String viaRoot =
        settings.partitions() == PartitionMode.ROOT
            ? " WITH (publish_via_partition_root = true)"
            : "";
    String what =
        settings.mode() == PublicationMode.ALL_TABLES ? "ALL TABLES" : "TABLE " + list(tables);
    return "CREATE PUBLICATION " + Sql.identifier(settings.name()) + " FOR " + what + viaRoot;
  }

  private void extend(Connection connection, List<TableName> missing, SlotPresence slot)
      throws SQLException {
    if (settings.mode() != PublicationMode.FILTERED) {
      throw new SetupException(
          PROPERTY,
          "Publication '"
              + settings.name()
              + "' lacks captured tables. "
              + addStatement(missing)
              + ", or set publication.autocreate.mode=filtered");
    }
    add(connection, missing);
    LOG.info("Added {} tables to publication {}", missing.size(), settings.name());
    if (slot == SlotPresence.EXISTS) {
      LOG.warn("Changes made so far are not captured of tables {}", missing);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if ("25006".equals(e.getSQLState())) {
        throw new SetupException(
            PROPERTY,
            "The server is a standby, where publications cannot be changed. On the primary: " + sql,
            e);
      }
      if ("42501".equals(e.getSQLState())) {
        throw new SetupException(
            PROPERTY,
            "The role may not change publications: "
                + e.getMessage()
                + ". As a role that may: "
                + sql,
            e);
      }
      throw e;
    }
  }

  private static String list(List<TableName> tables) {
    return tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
  }
}
