package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Server, role, tables, identities and publication: all that comes before the slot. */
final class TableSetup {

  private static final List<SetupCheck> SERVER_CHECKS =
      List.of(new VersionCheck(), new StandbyCheck(), new WalLevelCheck(), new RoleCheck());

  private final SetupSettings settings;

  TableSetup(SetupSettings settings) {
    this.settings = settings;
  }

  /** Looks, and changes nothing. */
  CapturedSet verify(Connection connection) throws SQLException {
    for (SetupCheck check : SERVER_CHECKS) {
      check.verify(connection);
    }
    for (VersionedKey key : settings.versionedKeys()) {
      key.verify(connection);
    }
    PublicationSettings wanted = publicationFor(connection);
    CapturedSet captured =
        new CapturedTables(settings.tables(), wanted.partitions())
            .choose(TableCatalog.read(connection));
    Optional<PublicationState> existing = PublicationState.read(connection, wanted.name());
    if (existing.map(PublicationState::needsIdentity).orElse(true)) {
      new ReplicaIdentities(settings.identities()).verify(captured.writtenTo());
    }
    return captured;
  }

  /** The captured tables, when they are read once and not published. */
  CapturedSet verifyReading(Connection connection) throws SQLException {
    for (SetupCheck check : SERVER_CHECKS) {
      check.verify(connection);
    }
    return new CapturedTables(settings.tables(), publicationFor(connection).partitions())
        .choose(TableCatalog.read(connection));
  }

  /** Sets identities and prepares the publication, as far as they are not right already. */
  void apply(Connection connection, CapturedSet captured, SlotPresence slot) throws SQLException {
    new ReplicaIdentities(settings.identities()).apply(connection, captured.writtenTo());
    PublicationSettings wanted = publicationFor(connection);
    Optional<PublicationState> existing = PublicationState.read(connection, wanted.name());
    new Publication(wanted).prepare(connection, existing, captured, slot);
  }

  /** Refuses to stream without the publication. */
  void requirePublication(Connection connection) throws SQLException {
    PublicationSettings wanted = publicationFor(connection);
    new Publication(wanted).requireStillThere(PublicationState.read(connection, wanted.name()));
  }

  private PublicationSettings publicationFor(Connection connection) throws SQLException {
    return settings.publication().forServer(connection.getMetaData().getDatabaseMajorVersion());
  }
}
