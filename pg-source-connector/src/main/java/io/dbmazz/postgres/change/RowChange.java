package io.dbmazz.postgres.change;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * One change of one row, or a truncate of one table, decoded.
 *
 * @param table the version of the table the change was written with
 * @param operation CREATE, UPDATE, DELETE or TRUNCATE; READ of a snapshot's rows
 * @param key of {@code table.schemas().key()}; null when the table has no key, and for TRUNCATE
 * @param before old row as far as PostgreSQL sent it, of the row schema; null when it sent none
 * @param after new row; null for DELETE and TRUNCATE
 * @param unchanged columns of {@code after} whose TOASTed value was not sent and is not known
 * @param unrepresentable of values in {@code after} (DELETE: {@code before}) that their Connect
 *     type cannot hold, such as NaN in a Decimal: column to PostgreSQL's text of the value
 * @param transaction frame of the transaction; of a snapshot's rows their version
 * @param lsn the change's own LSN
 * @param ordinal 0-based position among all row changes of its transaction, counted before any
 *     filter and the same on every reading of the same WAL; rising, with gaps; -1 of a snapshot's
 *     rows, which come before all changes of their version
 */
public record RowChange(
    TableVersion table,
    Operation operation,
    Struct key,
    Struct before,
    Struct after,
    List<String> unchanged,
    Map<String, String> unrepresentable,
    Transaction transaction,
    Lsn lsn,
    long ordinal)
    implements StreamEvent {

  /** A truncate, which has neither key nor rows. */
  public static RowChange truncate(
      TableVersion table, Transaction transaction, Lsn lsn, long ordinal) {
    return new RowChange(
        table,
        Operation.TRUNCATE,
        null,
        null,
        null,
        List.of(),
        Map.of(),
        transaction,
        lsn,
        ordinal);
  }
}
