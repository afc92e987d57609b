package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/** The key columns of a target, against the names that arrive. */
final class TargetKeys {

  private TargetKeys() {}

  /** Names of the key columns in order; empty when rows of the table cannot be told apart. */
  static List<String> of(TargetTable target) {
    return target.primaryKey()
        ? target.columns().stream().filter(TargetColumn::key).map(TargetColumn::name).toList()
        : List.of();
  }

  /** The arriving name of a column: the same letters, else the same but for their case. */
  static Optional<String> spelling(Collection<String> arriving, String column) {
    return arriving.contains(column)
        ? Optional.of(column)
        : arriving.stream().filter(column::equalsIgnoreCase).findFirst();
  }

  /**
   * Requires that rows are told apart by the same columns at both ends. Otherwise two rows of the
   * source would become one, or a deleted row could not be found.
   *
   * @throws ConnectException naming both keys
   */
  static void requireSame(TargetTable target, String topic, Collection<String> arriving) {
    TreeSet<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    there.addAll(of(target));
    TreeSet<String> here = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    here.addAll(arriving);
    if (!there.equals(here)) {
      throw new ConnectException(
          String.format(
              "Table %s is keyed by %s, but records of topic %s by %s. Create the table with the"
                  + " key of its source",
              target.id(), of(target), topic, here));
    }
  }
}
