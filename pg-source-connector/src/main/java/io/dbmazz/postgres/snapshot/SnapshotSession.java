package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.change.PublishedTable;
import io.dbmazz.postgres.change.PublishedTables;
import io.dbmazz.postgres.change.PublishedTables.Name;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one session reads, found out in its snapshot. For the coordinating thread. */
final class SnapshotSession {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSession.class);

  /** Tables that one question to the catalog is for: bounds the rows of its answer. */
  private static final int BATCH = 500;

  private final SnapshotSettings settings;
  private final HeldSnapshot snapshot;
  private final CopiedTables copied;
  private final ReadPlanner planner;

  /**
   * @param catalog for the types of columns; used by the polling thread once reading begins
   * @param startedMicros time of the session, microseconds since 1970-01-01 UTC
   */
  SnapshotSession(
      SnapshotSettings settings,
      HeldSnapshot snapshot,
      CatalogConnection catalog,
      long startedMicros) {
    this.settings = settings;
    this.snapshot = snapshot;
    this.copied = new CopiedTables(settings.changes(), catalog);
    this.planner = new ReadPlanner(snapshot, startedMicros);
  }

  /** The readings of tables, small ones first; without those that this snapshot cannot show. */
  List<TableRead> plan(List<TableState> tables) throws SQLException {
    PublishedTables published =
        PublishedTables.read(snapshot.transaction(), settings.publication());
    List<TableRead> reads = new ArrayList<>();
    for (int from = 0; from < tables.size(); from += BATCH) {
      List<TableState> batch = tables.subList(from, Math.min(tables.size(), from + BATCH));
      plan(found(published, batch), reads);
    }
    reads.sort(Comparator.comparing(read -> !read.plan().segments().isEmpty()));
    return reads;
  }

  private Map<TableState, PublishedTable> found(PublishedTables published, List<TableState> states)
      throws SQLException {
    Map<Name, PublishedTable> described =
        published.find(
            snapshot.transaction(), states.stream().map(SnapshotSession::nameOf).toList());
    Map<TableState, PublishedTable> found = new LinkedHashMap<>();
    for (TableState state : states) {
      PublishedTable table = described.get(nameOf(state));
      if (table == null) {
        LOG.info("{} is gone: nothing to read", state.name());
        state.gone();
      } else {
        found.put(state, table);
      }
    }
    return found;
  }

  private static Name nameOf(TableState state) {
    return new Name(state.name().schema(), state.name().table());
  }

  private void plan(Map<TableState, PublishedTable> found, List<TableRead> reads)
      throws SQLException {
    List<CopiedTable> tables = copied.prepare(List.copyOf(found.values()));
    Map<Long, Heaps> heaps = heaps(tables);
    Iterator<CopiedTable> table = tables.iterator();
    for (TableState state : found.keySet()) {
      CopiedTable next = table.next();
      plan(state, next, heaps.get(oid(next))).ifPresent(reads::add);
    }
  }

  private Optional<TableRead> plan(TableState state, CopiedTable table, Heaps heaps) {
    if (heaps.rewritten()) {
      LOG.info("{} has been written anew: it is read in another session", state.name());
      return Optional.empty();
    }
    state.expect(heaps.rows(), heaps.blocks() * heaps.blockBytes());
    return Optional.of(planner.plan(state, table, heaps));
  }

  /** The files of tables; those of tables without a key cannot become others any more. */
  private Map<Long, Heaps> heaps(List<CopiedTable> tables) throws SQLException {
    Map<Long, Heaps> heaps =
        Heaps.read(snapshot.transaction(), tables.stream().map(SnapshotSession::oid).toList());
    List<Long> keyless =
        tables.stream().filter(table -> table.key().isEmpty()).map(SnapshotSession::oid).toList();
    for (Long oid : keyless) {
      lock(snapshot.transaction(), heaps.get(oid));
    }
    if (!keyless.isEmpty()) {
      heaps.putAll(Heaps.read(snapshot.transaction(), keyless));
    }
    return heaps;
  }

  private static long oid(CopiedTable table) {
    return table.published().relation().oid().toLong();
  }

  /** Until the session's end, as an interrupted reading could not go on in another file. */
  private static void lock(Connection transaction, Heaps heaps) throws SQLException {
    if (heaps.heaps().isEmpty()) {
      return;
    }
    String names =
        heaps.heaps().stream()
            .map(heap -> "ONLY " + heap.name().quoted())
            .collect(Collectors.joining(", "));
    try (Statement statement = transaction.createStatement()) {
      statement.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE");
    }
  }
}
