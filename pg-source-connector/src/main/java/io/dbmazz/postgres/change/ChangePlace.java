package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Old;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Update;
import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.List;
import org.apache.kafka.connect.data.Struct;

/** Where in the WAL a change stands, and the making of that change from its tuples. */
record ChangePlace(Transaction transaction, Lsn lsn, long ordinal) {

  /**
   * A new row.
   *
   * @param unsent asked when it is an update of a row that has come to match a filter
   */
  RowChange create(Table table, Insert insert, UnsentValues unsent) {
    Row row = RowReader.read(table, insert.after(), Tuple.NONE);
    if (row.unchanged().isEmpty()) {
      return create(table, row);
    }
    Tuple known = unsent.complete(table, Tuple.NONE, insert.after());
    return create(table, RowReader.read(table, insert.after(), known));
  }

  /**
   * The new row of an update that changed the key.
   *
   * @param old where unchanged values are looked for
   */
  RowChange create(Table table, Update update, Tuple old) {
    return create(table, RowReader.read(table, update.after(), old));
  }

  private RowChange create(Table table, Row after) {
    return change(table, Operation.CREATE, null, after);
  }

  RowChange update(Table table, Update update) {
    Row after = RowReader.read(table, update.after(), update.before());
    Struct before =
        update.old() == Old.NONE ? null : RowReader.readOld(table, update.before()).values();
    return change(table, Operation.UPDATE, before, after);
  }

  RowChange delete(Table table, Tuple old) {
    Row before = RowReader.readOld(table, old);
    return new RowChange(
        table.version(),
        Operation.DELETE,
        table.keyOf(before.values()),
        before.values(),
        null,
        List.of(),
        before.unrepresentable(),
        transaction,
        lsn,
        ordinal);
  }

  RowChange truncate(Table table) {
    return RowChange.truncate(table.version(), transaction, lsn, ordinal);
  }

  private RowChange change(Table table, Operation operation, Struct before, Row after) {
    return new RowChange(
        table.version(),
        operation,
        table.keyOf(after.values()),
        before,
        after.values(),
        after.unchanged(),
        after.unrepresentable(),
        transaction,
        lsn,
        ordinal);
  }
}
