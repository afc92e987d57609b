package io.dbmazz.starrocks.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTables;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.assertj.core.api.AbstractThrowableAssert;

/** What writers make of values. */
final class Written {

  private static final TableId TABLE = new TableId("shop", "orders");

  private Written() {}

  /** The JSON of a value with a schema in a column of a type such as {@code varchar(9)}. */
  static String json(String type, Schema schema, Object value) {
    JsonBytes out = new JsonBytes(16);
    ValueWriters.of(TABLE, TargetTables.column("c " + type), schema).write(value, out);
    return out.text();
  }

  /** The same for a value without a schema. */
  static String json(String type, Object value) {
    return json(type, null, value);
  }

  static AbstractThrowableAssert<?, ? extends Throwable> refused(
      String type, Schema schema, Object value) {
    return assertThatThrownBy(() -> json(type, schema, value))
        .isInstanceOf(RefusedValueException.class);
  }

  static AbstractThrowableAssert<?, ? extends Throwable> refused(String type, Object value) {
    return refused(type, null, value);
  }

  static Schema int64(String name) {
    return SchemaBuilder.int64().name(name).optional().build();
  }

  static Schema string(String name) {
    return SchemaBuilder.string().name(name).optional().build();
  }
}
