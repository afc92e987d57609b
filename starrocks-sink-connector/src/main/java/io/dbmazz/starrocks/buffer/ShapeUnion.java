package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;

import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.change.RowShape.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;

/** The columns of an earlier and a later shape together, and how rows of the two are merged. */
final class ShapeUnion {

  private static final int MISSING = -1;

  private final RowShape shape;
  private final int[] ofEarlier;
  private final int[] ofLater;
  private final Column[] retyped;
  private final Map<BitSet, RowShape> mixed = new HashMap<>();

  /**
   * Values in the columns of a shape.
   *
   * @param shape names them
   * @param values one per column
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  record Merged(RowShape shape, Object[] values) {}

  ShapeUnion(RowShape earlier, RowShape later) {
    Map<String, Column> before = byName(earlier);
    Map<String, Column> columns = new LinkedHashMap<>(before);
    columns.putAll(byName(later));
    shape = unionShape(earlier, later, List.copyOf(columns.values()));
    ofEarlier = indexes(earlier);
    ofLater = indexes(later);
    retyped = new Column[shape.columns().size()];
    for (int i = 0; i < retyped.length; i++) {
      Column column = shape.columns().get(i);
      Column old = before.get(column.name());
      retyped[i] = old == null || sameType(old.schema(), column.schema()) ? null : old;
    }
  }

  private static Map<String, Column> byName(RowShape shape) {
    Map<String, Column> columns = new LinkedHashMap<>();
    shape.columns().forEach(column -> columns.put(column.name(), column));
    return columns;
  }

  /** One of the two where it serves, so that encoders prepared for it serve too. */
  private static RowShape unionShape(RowShape earlier, RowShape later, List<Column> columns) {
    if (columns.equals(earlier.columns()) && earlier.keys().equals(later.keys())) {
      return earlier;
    }
    return columns.size() == later.columns().size() ? later : new RowShape(columns, later.keys());
  }

  private int[] indexes(RowShape part) {
    List<String> names = part.columns().stream().map(Column::name).toList();
    return shape.columns().stream().mapToInt(column -> names.indexOf(column.name())).toArray();
  }

  private static boolean sameType(Schema one, Schema other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.type() == other.type()
        && Objects.equals(one.name(), other.name())
        && Objects.equals(one.parameters(), other.parameters());
  }

  /** Later values over earlier ones; a later value that is absent leaves the earlier one. */
  Merged merge(Object[] earlier, Object[] later) {
    Object[] values = new Object[ofLater.length];
    BitSet old = null;
    for (int i = 0; i < values.length; i++) {
      Object value = ofLater[i] == MISSING ? ABSENT : later[ofLater[i]];
      if (value == ABSENT && ofEarlier[i] != MISSING) {
        value = earlier[ofEarlier[i]];
        if (retyped[i] != null && value != ABSENT) {
          old = old == null ? new BitSet() : old;
          old.set(i);
        }
      }
      values[i] = value;
    }
    return new Merged(old == null ? shape : mixed.computeIfAbsent(old, this::mixedShape), values);
  }

  /** A value that stays from before its column's type changed is described as it was. */
  private RowShape mixedShape(BitSet old) {
    List<Column> columns = new ArrayList<>(shape.columns());
    old.stream().forEach(i -> columns.set(i, retyped[i]));
    return new RowShape(columns, shape.keys());
  }
}
