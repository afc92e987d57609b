package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Takes the values out of a row, in the order of its shape's columns. */
sealed interface RowFields {

  List<RowShape.Column> columns();

  Object[] values(Object row);

  /** Fields of one schema. */
  final class OfStruct implements RowFields {
    private final Field[] fields;
    private final List<String> filled;

    OfStruct(Schema schema, TargetTable target) {
      this(schema, target, List.of());
    }

    /**
     * With columns of the target that rows no longer have, and that are NULL in them.
     *
     * @param filled their names
     */
    OfStruct(Schema schema, TargetTable target, List<String> filled) {
      this.filled = List.copyOf(filled);
      fields =
          schema.fields().stream()
              .filter(field -> RowMarks.isColumn(field.name(), target))
              .toArray(Field[]::new);
    }

    @Override
    public List<RowShape.Column> columns() {
      List<RowShape.Column> columns = new ArrayList<>(fields.length + filled.size());
      for (Field field : fields) {
        columns.add(new RowShape.Column(field.name(), field.schema()));
      }
      filled.forEach(name -> columns.add(new RowShape.Column(name, null)));
      return columns;
    }

    @Override
    public Object[] values(Object row) {
      Struct struct = (Struct) row;
      Object[] values = new Object[fields.length + filled.size()];
      for (int i = 0; i < fields.length; i++) {
        values[i] = value(struct, fields[i]);
      }
      return values;
    }

    /** {@code Struct.get} gives the schema's default for a null: a stored NULL must stay NULL. */
    static Object value(Struct struct, Field field) {
      return field.schema().defaultValue() == null
          ? struct.get(field)
          : struct.getWithoutDefault(field.name());
    }
  }

  /** Entries of maps with the same keys. */
  final class OfMap implements RowFields {
    private final String[] names;

    OfMap(Set<String> names, TargetTable target) {
      this.names =
          names.stream().filter(name -> RowMarks.isColumn(name, target)).toArray(String[]::new);
    }

    @Override
    public List<RowShape.Column> columns() {
      List<RowShape.Column> columns = new ArrayList<>(names.length);
      for (String name : names) {
        columns.add(new RowShape.Column(name, null));
      }
      return columns;
    }

    @Override
    public Object[] values(Object row) {
      Map<?, ?> map = (Map<?, ?>) row;
      Object[] values = new Object[names.length];
      for (int i = 0; i < names.length; i++) {
        values[i] = map.get(names[i]);
      }
      return values;
    }
  }
}
