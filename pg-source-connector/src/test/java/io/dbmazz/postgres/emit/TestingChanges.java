package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.change.TransactionEnd;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Changes of the table {@code orders (id)}: a transaction that commits at N ends at N + 8. */
final class TestingChanges {

  static final TableVersion ORDERS = table(List.of("id"));
  static final TableVersion KEYLESS = table(List.of());

  private TestingChanges() {}

  private static TableVersion table(List<String> key) {
    ChangeRecordSchemas.Column id = new ChangeRecordSchemas.Column("id", Schema.INT64_SCHEMA);
    return new TableVersion(
        "public", "orders", new ChangeRecordSchemas("shop.public.orders", List.of(id), key));
  }

  static RowChange created(long commit, long ordinal) {
    return change(ORDERS, Operation.CREATE, commit, ordinal);
  }

  static RowChange deleted(long commit, long ordinal) {
    return change(ORDERS, Operation.DELETE, commit, ordinal);
  }

  static RowChange change(TableVersion table, Operation operation, long commit, long ordinal) {
    Struct row = new Struct(table.schemas().row()).put("id", ordinal);
    Struct key =
        table.schemas().hasKey() ? new Struct(table.schemas().key()).put("id", ordinal) : null;
    boolean deleted = operation == Operation.DELETE;
    return new RowChange(
        table,
        operation,
        key,
        deleted ? row : null,
        deleted ? null : row,
        List.of(),
        Map.of(),
        new Transaction(new Lsn(commit), 1_700_000_000_123_456L, 77),
        new Lsn(commit - 4),
        ordinal);
  }

  static TransactionEnd end(long commit) {
    return new TransactionEnd(new Lsn(commit), new Lsn(commit + 8));
  }
}
