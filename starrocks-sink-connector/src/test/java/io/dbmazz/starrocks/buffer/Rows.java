package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;

import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.table.TableId;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** Operations on a table of id, name and note. */
final class Rows {

  static final TableId ORDERS = new TableId("shop", "orders");
  static final TableId ITEMS = new TableId("shop", "items");
  static final RowShape SHAPE = shape("id", "name", "note");
  static final RowShape KEY_SHAPE = shape("id");

  private Rows() {}

  static RowShape shape(String... names) {
    return new RowShape(
        Arrays.stream(names)
            .map(name -> new RowShape.Column(name, Schema.OPTIONAL_STRING_SCHEMA))
            .toList(),
        List.of("id"));
  }

  static RowOperation insert(long version, Object... values) {
    return operation(Kind.UPSERT, SHAPE, new Audit(0, version), values);
  }

  static RowOperation update(long version, Object... values) {
    return operation(Kind.UPSERT, SHAPE, new Audit(1, version), values);
  }

  static RowOperation softDelete(long version, Object id) {
    return operation(Kind.SOFT_DELETE, SHAPE, new Audit(2, version), id, ABSENT, ABSENT);
  }

  static RowOperation hardDelete(long version, Object id) {
    return operation(Kind.HARD_DELETE, SHAPE, new Audit(2, version), id, ABSENT, ABSENT);
  }

  static RowOperation tombstone(Kind kind, Object id) {
    return operation(kind, KEY_SHAPE, new Audit(2, Audit.NO_VERSION), id);
  }

  static RowOperation operation(Kind kind, RowShape shape, Audit audit, Object... values) {
    return new RowOperation(kind, shape, values, List.of(values[0]), audit);
  }

  static Change.Write write(RowOperation operation) {
    return new Change.Write(ORDERS, operation);
  }
}
