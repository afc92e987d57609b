package io.dbmazz.postgres.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Taking over an offset that keeps no account of tables: all count as read, and each gets an offset
 * that says so. Only when all of those are stored may the stream's offset say that tables without
 * one are new. The polling thread begins and ends it; the thread that stores offsets looks.
 */
final class Adoption {

  private volatile Optional<SnapshotPlan> pending = Optional.empty();
  private volatile boolean due;

  void begin(SnapshotPlan plan) {
    pending = Optional.of(plan);
  }

  /** Looks whether the tables' offsets are stored. */
  void look(OffsetLookup lookup) {
    Optional<SnapshotPlan> plan = pending;
    if (plan.isPresent() && !due && isStored(plan.get(), lookup)) {
      due = true;
    }
  }

  private static boolean isStored(SnapshotPlan plan, OffsetLookup lookup) {
    List<Map<String, String>> partitions =
        plan.tables().stream().map(table -> plan.epoch().partition(table.name())).toList();
    Map<Map<String, String>, Map<String, Object>> stored = lookup.find(partitions);
    return partitions.stream()
        .map(partition -> Optional.ofNullable(stored.get(partition)))
        .allMatch(offset -> offset.flatMap(plan.epoch()::read).isPresent());
  }

  /** Whether the stream's offset may keep the account from now on. */
  boolean isDue() {
    return due;
  }

  void end() {
    pending = Optional.empty();
    due = false;
  }
}
