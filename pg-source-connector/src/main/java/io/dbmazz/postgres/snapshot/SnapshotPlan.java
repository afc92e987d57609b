package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.Preparation;
import io.dbmazz.postgres.setup.Preparation.Continuity;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.setup.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Which tables are to be read, by what is stored.
 *
 * @param epoch of the stream's offsets from now on
 * @param origin whether it begins now
 * @param tables that count, those that are done already too
 */
record SnapshotPlan(SnapshotEpoch epoch, Origin origin, List<TableState> tables) {

  /** Where an epoch comes from. */
  enum Origin {
    /** It begins with this snapshot. */
    NEW,
    /** It begins with tables that somebody else has read, or decided not to. */
    ADOPTED,
    /** It is the stored offset's. */
    STORED
  }

  /**
   * Decides.
   *
   * @param stream stored offset of the stream, if there is one
   * @param lookup of the tables' offsets
   */
  static SnapshotPlan of(
      SnapshotMode mode,
      String topicPrefix,
      Preparation prepared,
      Optional<Map<String, Object>> stream,
      OffsetLookup lookup) {
    boolean over = mode == SnapshotMode.ALWAYS || prepared.continuity() == Continuity.BROKEN;
    Optional<SnapshotEpoch> stored = stream.flatMap(o -> SnapshotEpoch.of(topicPrefix, o));
    if (stored.isPresent() && !over) {
      return new SnapshotPlan(
          stored.get(), Origin.STORED, states(stored.get(), prepared.tables(), lookup));
    }
    SnapshotEpoch begun = SnapshotEpoch.begin(topicPrefix);
    Function<TableName, TableState> fresh = name -> new TableState(name, begun, Optional.empty());
    return new SnapshotPlan(
        begun,
        stream.isPresent() && !over ? Origin.ADOPTED : Origin.NEW,
        prepared.tables().stream().map(fresh).toList());
  }

  private static List<TableState> states(
      SnapshotEpoch epoch, List<TableName> names, OffsetLookup lookup) {
    Map<Map<String, String>, Map<String, Object>> offsets =
        lookup.find(names.stream().map(epoch::partition).toList());
    return names.stream()
        .map(name -> state(epoch, name, Optional.ofNullable(offsets.get(epoch.partition(name)))))
        .toList();
  }

  private static TableState state(
      SnapshotEpoch epoch, TableName name, Optional<Map<String, Object>> offset) {
    try {
      return new TableState(name, epoch, offset.flatMap(epoch::read));
    } catch (IllegalArgumentException e) {
      throw new ConnectException(
          "The stored offset "
              + epoch.partition(name)
              + " is malformed: "
              + e.getMessage()
              + ". Remove it, and the table is read anew",
          e);
    }
  }

  /** Tables that are still to be read. */
  List<TableState> unfinished() {
    return tables.stream()
        .filter(table -> !table.isDone() && !table.isGone() && !table.isBeside())
        .toList();
  }
}
