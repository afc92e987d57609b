package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.postgres.type.Unrepresentable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Reads one tuple into a row. */
final class RowReader {

  private final Table table;
  private final Struct values;
  private List<String> unchanged = List.of();
  private Map<String, String> unrepresentable = Map.of();

  private RowReader(Table table) {
    this.table = table;
    this.values = new Struct(table.version().schemas().row());
  }

  /**
   * A new row.
   *
   * @param old where an unchanged value is looked for; may be {@link Tuple#NONE}
   */
  static Row read(Table table, Tuple tuple, Tuple old) {
    requireWidth(table, tuple);
    RowReader reader = new RowReader(table);
    for (Column column : table.columns()) {
      reader.readNew(column, tuple, old);
    }
    return reader.row();
  }

  /** An old row, whole or just the columns of the replica identity. */
  static Row readOld(Table table, Tuple tuple) {
    requireWidth(table, tuple);
    RowReader reader = new RowReader(table);
    for (Column column : table.columns()) {
      reader.readValue(column, tuple);
    }
    return reader.row();
  }

  private static void requireWidth(Table table, Tuple tuple) {
    int described = table.relation().columns().size();
    if (tuple.size() != described) {
      throw new DataException(
          String.format(
              "A tuple of %s has %d columns, its relation %d",
              table.name(), tuple.size(), described));
    }
  }

  private void readNew(Column column, Tuple tuple, Tuple old) {
    int index = column.index();
    if (tuple.kind(index) != Tuple.Kind.UNCHANGED) {
      readValue(column, tuple);
    } else if (old.size() > index && old.hasValue(index)) {
      readValue(column, old);
    } else {
      values.put(column.field(), column.placeholder());
      noteUnchanged(column.name());
    }
  }

  private void readValue(Column column, Tuple tuple) {
    if (tuple.hasValue(column.index())) {
      put(column, column.decode(table, tuple));
    } else if (column.inKey()) {
      if (table.isKeyOfToday()) {
        throw new NullInKeyException(table, column);
      }
      throw new DataException(
          String.format(
              "A row of %s has no value for %s, a column of its key: message.key.columns names a column"
                  + " that may be NULL, or a partition's replica identity has other columns than its"
                  + " root's (ALTER TABLE <partition> REPLICA IDENTITY ...)",
              table.name(), column.name()));
    }
  }

  private void put(Column column, Object value) {
    if (value instanceof Unrepresentable special) {
      noteUnrepresentable(column, special);
    } else {
      values.put(column.field(), value);
    }
  }

  private void noteUnchanged(String column) {
    if (unchanged.isEmpty()) {
      unchanged = new ArrayList<>();
    }
    unchanged.add(column);
  }

  private void noteUnrepresentable(Column column, Unrepresentable special) {
    if (special.standIn() == null && column.inKey()) {
      throw new DataException(
          String.format(
              "Column %s of %s is in the key and has a value that its type cannot hold;"
                  + " set decimal.handling.mode to string",
              column.name(), table.name()));
    }
    if (unrepresentable.isEmpty()) {
      unrepresentable = new HashMap<>();
    }
    unrepresentable.put(column.name(), special.text());
    values.put(column.field(), special.standIn());
  }

  private Row row() {
    return new Row(values, List.copyOf(unchanged), Map.copyOf(unrepresentable));
  }
}
