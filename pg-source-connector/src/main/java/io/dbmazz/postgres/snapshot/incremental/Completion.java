package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Fills in the TOASTed values that an update did not send from the row as it was before. Both have
 * the same row schema.
 */
final class Completion {

  private Completion() {}

  /** The update with the values that the row knows. */
  static RowChange ofUpdate(RowChange update, RowChange row) {
    return with(update, update, row);
  }

  /** The row as it is after the update. */
  static RowChange ofRow(RowChange row, RowChange update) {
    return with(row, update, row);
  }

  /** The frame of one change around the merged values. */
  private static RowChange with(RowChange frame, RowChange update, RowChange row) {
    Map<String, String> unrepresentable = new HashMap<>(update.unrepresentable());
    Struct after = copy(update.after());
    List<String> unknown = new ArrayList<>();
    for (String column : update.unchanged()) {
      after.put(column, row.after().get(column));
      if (row.unchanged().contains(column)) {
        unknown.add(column);
      }
      if (row.unrepresentable().containsKey(column)) {
        unrepresentable.put(column, row.unrepresentable().get(column));
      }
    }
    return new RowChange(
        frame.table(),
        frame.operation(),
        frame.key(),
        frame.before(),
        after,
        List.copyOf(unknown),
        Map.copyOf(unrepresentable),
        frame.transaction(),
        frame.lsn(),
        frame.ordinal());
  }

  private static Struct copy(Struct row) {
    Struct copy = new Struct(row.schema());
    for (Field field : row.schema().fields()) {
      copy.put(field, row.get(field));
    }
    return copy;
  }
}
