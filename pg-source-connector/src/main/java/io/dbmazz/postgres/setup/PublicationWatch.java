package io.dbmazz.postgres.setup;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what somebody else does to the publication under a running task. The server leaves
 * changes out without a word then, so going on would be a silent gap. For one thread.
 */
final class PublicationWatch {

  private static final Logger LOG = LoggerFactory.getLogger(PublicationWatch.class);
  private static final String PROPERTY = "publication.name";

  private final PublicationSettings settings;
  private final TableFilter filter;
  private final Set<TableName> published = new HashSet<>();
  private final Set<TableName> reported = new HashSet<>();
  private Set<TableName> missingBefore = Set.of();
  private PublicationState former;

  PublicationWatch(PublicationSettings settings, TableFilter filter) {
    this.settings = settings;
    this.filter = filter;
  }

  /**
   * Compares with what was there when we looked before.
   *
   * @param state empty when there is no publication now
   * @param present names of all tables that could be published
   * @throws SetupException when changes of captured tables are being left out
   */
  void look(Optional<PublicationState> state, Set<TableName> present) {
    if (state.isEmpty() && former == null) {
      return; // setup is still to create it
    }
    PublicationState now = state.orElseThrow(() -> gone("was dropped"));
    requireSame(now);
    requireTables(now, present);
    reportUnpublished(now, present);
    former = now;
  }

  private void requireSame(PublicationState now) {
    if (former == null) {
      return;
    }
    if (former.oid() != now.oid()) {
      throw gone("was dropped and created again");
    }
    if (!now.actions().containsAll(former.actions())) {
      throw new SetupException(
          PROPERTY,
          "Publication '"
              + settings.name()
              + "' was altered: it published "
              + new TreeSet<>(former.actions())
              + " and now only "
              + new TreeSet<>(now.actions())
              + ". ALTER PUBLICATION "
              + Sql.identifier(settings.name())
              + " SET (publish = '"
              + String.join(", ", new TreeSet<>(former.actions()))
              + "') and load the tables anew, or restart the task to go on like this");
    }
  }

  /** A table that is missing twice: once may be a migration that is about to add it again. */
  private void requireTables(PublicationState now, Set<TableName> present) {
    now.tables().stream()
        .filter(table -> filter.captures(table.schema(), table.table()))
        .forEach(published::add);
    Set<TableName> missing = new HashSet<>(published);
    missing.removeAll(now.tables());
    missing.retainAll(present);
    for (TableName table : missing) {
      if (missingBefore.contains(table)) {
        throw lost(table);
      }
    }
    missingBefore = Set.copyOf(missing);
  }

  private SetupException lost(TableName table) {
    return new SetupException(
        PROPERTY,
        "Table '"
            + table
            + "' is no longer published: it was taken out of publication '"
            + settings.name()
            + "', or dropped and created again. Its changes since then are not captured. ALTER"
            + " PUBLICATION "
            + Sql.identifier(settings.name())
            + " ADD TABLE "
            + table.quoted()
            + ", then restart the task and load the table anew");
  }

  private SetupException gone(String what) {
    return new SetupException(
        PROPERTY,
        "Publication '"
            + settings.name()
            + "' "
            + what
            + ": changes written without it cannot be read. Drop the slot, remove the stored offset"
            + " and load the tables anew");
  }

  private void reportUnpublished(PublicationState now, Set<TableName> present) {
    for (TableName table : present) {
      boolean unpublished =
          filter.captures(table.schema(), table.table()) && !now.tables().contains(table);
      if (unpublished && !missingBefore.contains(table) && reported.add(table)) {
        LOG.warn(
            "Table {} is to be captured but is not published by {}; a restart of the task adds it",
            table,
            settings.name());
      }
    }
  }
}
