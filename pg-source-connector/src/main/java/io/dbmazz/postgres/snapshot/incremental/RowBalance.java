package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * What changes make of a bag of rows that have no key. Rows with the same values cannot be told
 * apart, so it does not matter which of them a change was of. For one thread.
 */
final class RowBalance {

  private final Map<RowKey, Deque<RowChange>> more = new LinkedHashMap<>();
  private final Map<RowKey, Integer> fewer = new HashMap<>();

  /**
   * Applies a change to the bag.
   *
   * @return false when the change does not say which row it was of, or does not say all of a row
   */
  boolean apply(RowChange change) {
    return switch (change.operation()) {
      case CREATE -> isWhole(change) && put(change);
      case UPDATE ->
          isWhole(change) && change.before() != null && take(change.before()) && put(change);
      case DELETE -> change.before() != null && take(change.before());
      default -> false;
    };
  }

  private static boolean isWhole(RowChange change) {
    return change.unchanged().isEmpty();
  }

  private boolean put(RowChange change) {
    RowKey row = RowKey.of(change.after());
    if (!takeOneOf(row)) {
      more.computeIfAbsent(row, absent -> new ArrayDeque<>()).add(change);
    }
    return true;
  }

  private boolean take(Struct before) {
    RowKey row = RowKey.of(before);
    Deque<RowChange> added = more.get(row);
    if (added == null) {
      fewer.merge(row, 1, Integer::sum);
    } else {
      added.remove();
      if (added.isEmpty()) {
        more.remove(row);
      }
    }
    return true;
  }

  private boolean takeOneOf(RowKey row) {
    Integer count = fewer.get(row);
    if (count == null) {
      return false;
    }
    if (count == 1) {
      fewer.remove(row);
    } else {
      fewer.put(row, count - 1);
    }
    return true;
  }

  /** Whether a row that was read before the changes is still there after them; asked once each. */
  boolean isLeft(RowChange row) {
    return fewer.isEmpty() || !takeOneOf(RowKey.of(row.after()));
  }

  /** The rows that only the changes have, each as the change that it is the new row of. */
  List<RowChange> added() {
    List<RowChange> all = new ArrayList<>();
    more.values().forEach(all::addAll);
    return all;
  }

  /** Rows that changes have removed and that were not asked for yet. */
  int missing() {
    return fewer.values().stream().mapToInt(Integer::intValue).sum();
  }
}
