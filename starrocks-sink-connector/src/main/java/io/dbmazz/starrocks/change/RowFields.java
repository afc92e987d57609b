package io.dbmazz.starrocks.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Takes the values out of a row, in the order of its shape's columns. */
sealed interface RowFields {

  /** Fields by which flattened rows tell what happened to them; never columns. */
  Set<String> CONTROL = Set.of(RowControl.OP, RowControl.DELETED);

  List<RowShape.Column> columns();

  Object[] values(Object row);

  /** Fields of one schema. */
  final class OfStruct implements RowFields {
    private final Field[] fields;

    OfStruct(Schema schema) {
      fields =
          schema.fields().stream()
              .filter(field -> !CONTROL.contains(field.name()))
              .toArray(Field[]::new);
    }

    @Override
    public List<RowShape.Column> columns() {
      List<RowShape.Column> columns = new ArrayList<>(fields.length);
      for (Field field : fields) {
        columns.add(new RowShape.Column(field.name(), field.schema()));
      }
      return columns;
    }

    @Override
    public Object[] values(Object row) {
      Struct struct = (Struct) row;
      Object[] values = new Object[fields.length];
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

    OfMap(Set<String> names) {
      this.names = names.stream().filter(name -> !CONTROL.contains(name)).toArray(String[]::new);
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
