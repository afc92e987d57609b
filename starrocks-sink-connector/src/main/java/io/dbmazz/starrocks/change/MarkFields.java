package io.dbmazz.starrocks.change;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Where the marks stand in rows of one schema. */
final class MarkFields {

  private final Map<String, Field> marks = new HashMap<>();

  /** Prepares. */
  MarkFields(Schema row) {
    for (Field field : row.fields()) {
      if (RowMarks.isMark(field.name())) {
        marks.put(field.name(), field);
      }
    }
  }

  /** The marks of one row; the same object, nothing read, where the schema has none. */
  RowMarks read(Struct row) {
    return marks.isEmpty() ? RowMarks.NONE : RowMarks.of(name -> get(row, marks.get(name)));
  }

  private static Object get(Struct row, Field field) {
    return field == null ? null : row.get(field);
  }
}
