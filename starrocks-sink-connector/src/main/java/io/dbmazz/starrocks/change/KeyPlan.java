package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** How record keys of one schema stand for rows of one target. */
final class KeyPlan {

  private final RowFields fields;
  private final RowShape shape;
  private final int[] indexes;

  /**
   * Prepares.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException when the target has another key
   */
  KeyPlan(RowFields fields, TargetTable target, String topic) {
    this.fields = fields;
    List<String> names = fields.columns().stream().map(RowShape.Column::name).toList();
    TargetKeys.requireSame(target, topic, names);
    List<String> keys = new ArrayList<>();
    for (String key : TargetKeys.of(target)) {
      keys.add(TargetKeys.spelling(names, key).orElseThrow());
    }
    shape = new RowShape(fields.columns(), keys);
    indexes = keys.stream().mapToInt(names::indexOf).toArray();
  }

  RowShape shape() {
    return shape;
  }

  Object[] values(Object key) {
    return fields.values(key);
  }

  List<Object> key(Object[] values) {
    return RowKey.of(values, indexes);
  }
}
