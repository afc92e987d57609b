package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;

import io.dbmazz.starrocks.table.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/** How rows of one schema are read for one target: prepared once, then only arrays are touched. */
final class RowPlan {

  private final TargetTable target;
  private final RowFields fields;
  private final RowShape shape;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final int[] keyIndexes;
  private final int[] restIndexes;
  private final int[] placeholderIndexes;

  /**
   * Prepares.
   *
   * @throws ConnectException when the rows lack a key column of the target
   */
  RowPlan(RowFields fields, TargetTable target) {
    this.target = target;
    this.fields = fields;
    List<RowShape.Column> columns = fields.columns();
    for (int i = 0; i < columns.size(); i++) {
      indexes.put(columns.get(i).name(), i);
    }
    List<String> keys = new ArrayList<>();
    for (String key : TargetKeys.of(target)) {
      keys.add(spelling(columns, key));
    }
    shape = new RowShape(columns, keys);
    keyIndexes = keys.stream().mapToInt(indexes::get).toArray();
    restIndexes =
        IntStream.range(0, columns.size())
            .filter(i -> !keys.contains(columns.get(i).name()))
            .toArray();
    placeholderIndexes =
        IntStream.of(restIndexes).filter(i -> mayBePlaceholder(columns.get(i).schema())).toArray();
  }

  private String spelling(List<RowShape.Column> columns, String key) {
    return TargetKeys.spelling(columns.stream().map(RowShape.Column::name).toList(), key)
        .orElseThrow(
            () ->
                new ConnectException(
                    String.format(
                        "Table %s is keyed by %s, but its rows arrive without a column %s. Create"
                            + " the table with the key of its source, or send the column",
                        target.id(), TargetKeys.of(target), key)));
  }

  private static boolean mayBePlaceholder(Schema schema) {
    return schema == null
        || switch (schema.type()) {
          case STRING, BYTES, ARRAY, MAP -> true;
          default -> false;
        };
  }

  TargetTable target() {
    return target;
  }

  RowShape shape() {
    return shape;
  }

  boolean hasKey() {
    return keyIndexes.length > 0;
  }

  /**
   * The values of a row, as far as they are known.
   *
   * @param row Struct or Map
   * @param unchanged columns whose value was not sent; empty when placeholders tell it
   * @param unrepresentable texts of values that their type cannot hold, by column
   */
  Object[] values(Object row, Optional<List<?>> unchanged, Map<?, ?> unrepresentable) {
    Object[] values = fields.values(row);
    if (unchanged.isPresent()) {
      removeUnchanged(values, unchanged.get());
    } else {
      removePlaceholders(values);
    }
    putUnrepresentable(values, unrepresentable);
    return values;
  }

  /** Makes absent what Debezium's placeholder stands for. */
  private void removePlaceholders(Object[] values) {
    for (int index : placeholderIndexes) {
      if (UnavailableValue.matches(values[index])) {
        values[index] = ABSENT;
      }
    }
  }

  /** Makes the named columns absent; names of other columns mean nothing. */
  private void removeUnchanged(Object[] values, Iterable<?> unchanged) {
    for (Object name : unchanged) {
      Integer index = indexes.get(name);
      if (index != null) {
        values[index] = ABSENT;
      }
    }
  }

  /** Puts texts in the place of the stand-ins of values that their type cannot hold. */
  private void putUnrepresentable(Object[] values, Map<?, ?> texts) {
    texts.forEach(
        (name, text) -> {
          Integer index = indexes.get(name);
          if (index != null) {
            values[index] = new Unrepresentable(String.valueOf(text));
          }
        });
  }

  /**
   * Makes absent what is not known of a deleted row. With REPLICA IDENTITY DEFAULT PostgreSQL sends
   * the key alone and the other columns arrive as nothings; one that is none shows that the whole
   * row was sent.
   */
  void keepKnownOfDeleted(Object[] values) {
    for (int index : restIndexes) {
      Schema schema = shape.columns().get(index).schema();
      if (values[index] != ABSENT && !Nothings.mayBe(schema, values[index])) {
        return;
      }
    }
    for (int index : restIndexes) {
      values[index] = ABSENT;
    }
  }

  /** The key; empty without one. */
  List<Object> key(Object[] values) {
    return hasKey() ? RowKey.of(values, keyIndexes) : List.of();
  }
}
