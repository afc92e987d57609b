package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.change.PublishedTable;
import io.dbmazz.postgres.change.PublishedTables;
import io.dbmazz.postgres.change.PublishedTables.Name;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SqlFailure;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses among tables that came after the initial snapshot those that are read beside the stream,
 * so that it does not wait for them: all that have a key to read them by.
 */
final class BesideStream {

  private final SnapshotSettings settings;
  private final ServerConnections server;

  BesideStream(SnapshotSettings settings, ServerConnections server) {
    this.settings = settings;
    this.server = server;
  }

  /** Marks the tables with a key that no initial snapshot has begun to read. */
  void leaveToIt(List<TableState> unfinished) {
    List<TableState> untouched =
        unfinished.stream()
            .filter(table -> table.position().flatMap(at -> at.blocks()).isEmpty())
            .toList();
    if (untouched.isEmpty()) {
      return;
    }
    try (Connection connection = server.openSql();
        CatalogConnection catalog = new CatalogConnection(server::openSql)) {
      CopiedTables tables = new CopiedTables(settings.changes(), catalog);
      PublishedTables published = PublishedTables.read(connection, settings.publication());
      Map<Name, PublishedTable> described =
          published.find(connection, untouched.stream().map(BesideStream::nameOf).toList());
      Set<Name> keyed =
          tables.prepare(List.copyOf(described.values())).stream()
              .filter(table -> !table.key().isEmpty())
              .map(table -> table.published().relation())
              .map(relation -> new Name(relation.schema(), relation.name()))
              .collect(Collectors.toSet());
      untouched.stream()
          .filter(table -> keyed.contains(nameOf(table)))
          .forEach(TableState::leaveToTheStream);
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Reading the catalog of new tables");
    }
  }

  private static Name nameOf(TableState state) {
    return new Name(state.name().schema(), state.name().table());
  }
}
