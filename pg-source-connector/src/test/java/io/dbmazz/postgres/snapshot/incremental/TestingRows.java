package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.postgres.snapshot.incremental.XidSnapshot.Knowledge;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Rows {@code items (id, note, big)} and changes of them; transaction N commits at 10 N. */
final class TestingRows {

  static final TableVersion ITEMS = table("note");
  static final TableVersion RENAMED = table("remark");

  private TestingRows() {}

  private static TableVersion table(String second) {
    ChangeRecordSchemas schemas =
        new ChangeRecordSchemas(
            "shop.public.items",
            List.of(
                new ChangeRecordSchemas.Column("id", Schema.INT64_SCHEMA),
                new ChangeRecordSchemas.Column(second, Schema.OPTIONAL_STRING_SCHEMA),
                new ChangeRecordSchemas.Column("big", Schema.OPTIONAL_STRING_SCHEMA)),
            List.of("id"));
    return new TableVersion("public", "items", schemas);
  }

  /** A row as a chunk has it. */
  static RowChange read(long id, String note) {
    return change(ITEMS, Operation.READ, 0, id, note, List.of());
  }

  static RowChange updated(long xid, long id, String note) {
    return change(ITEMS, Operation.UPDATE, xid, id, note, List.of());
  }

  /** An update that did not send {@code big}. */
  static RowChange partly(long xid, long id, String note) {
    return change(ITEMS, Operation.UPDATE, xid, id, note, List.of("big"));
  }

  static RowChange renamed(long xid, long id) {
    return change(RENAMED, Operation.UPDATE, xid, id, "new", List.of());
  }

  static RowChange deleted(long xid, long id) {
    return change(ITEMS, Operation.DELETE, xid, id, null, List.of());
  }

  static RowChange truncated(long xid) {
    return RowChange.truncate(ITEMS, transaction(xid), Lsn.ZERO, 0);
  }

  private static RowChange change(
      TableVersion table,
      Operation operation,
      long xid,
      long id,
      String note,
      List<String> unchanged) {
    Struct row = new Struct(table.schemas().row()).put("id", id);
    row.put(table.schemas().row().fields().get(1), note);
    row.put("big", unchanged.isEmpty() ? "big " + note : "?");
    Struct key = new Struct(table.schemas().key()).put("id", id);
    boolean deleted = operation == Operation.DELETE;
    return new RowChange(
        table,
        operation,
        key,
        deleted ? row : null,
        deleted ? null : row,
        unchanged,
        Map.of(),
        transaction(xid),
        new Lsn(10 * xid),
        0);
  }

  private static Transaction transaction(long xid) {
    return new Transaction(new Lsn(10 * xid), 0, xid);
  }

  /**
   * A chunk that sees the transactions up to a number, and is due at its commit.
   *
   * @param after key before its rows
   */
  static ReadChunk chunk(long lastSeen, long after, RowChange... rows) {
    Optional<KeyTexts> last =
        rows.length == 0
            ? Optional.empty()
            : Optional.of(key((Long) rows[rows.length - 1].key().get("id")));
    return new ReadChunk(
        seen(lastSeen),
        new Lsn(10 * lastSeen + 8),
        ITEMS,
        Optional.of(key(after)),
        List.of(rows),
        100,
        last,
        Rest.MORE);
  }

  static XidSnapshot seen(long last) {
    return XidSnapshot.parse((last + 1) + ":" + (last + 1) + ":", Knowledge.COMPLETE);
  }

  static KeyTexts key(long id) {
    return new KeyTexts(List.of(Long.toString(id)));
  }
}
