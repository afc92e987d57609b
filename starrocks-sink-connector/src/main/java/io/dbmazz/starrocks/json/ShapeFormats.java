package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** The formats of rows of one shape, made as they first appear. One thread at a time. */
final class ShapeFormats {

  private record Form(BitSet present, RowOperation.Kind kind, boolean versioned) {}

  private final ShapeColumns columns;
  private final BitSet all;
  private final Map<Form, RowFormat> formats = new HashMap<>();
  private final Map<RowOperation.Kind, RowFormat> complete = new EnumMap<>(RowOperation.Kind.class);
  private final Map<RowOperation.Kind, RowFormat> completeVersioned =
      new EnumMap<>(RowOperation.Kind.class);

  ShapeFormats(ShapeColumns columns) {
    this.columns = columns;
    all = new BitSet();
    all.set(0, columns.count());
  }

  RowFormat of(RowOperation row) {
    boolean deleted = row.kind() == RowOperation.Kind.HARD_DELETE;
    boolean versioned = !deleted && columns.audited() && row.audit().version() != Audit.NO_VERSION;
    if (!deleted && hasAbsent(row)) {
      Form form = new Form(present(row), row.kind(), versioned);
      return formats.computeIfAbsent(form, this::format);
    }
    Map<RowOperation.Kind, RowFormat> known = versioned ? completeVersioned : complete;
    RowFormat format = known.get(row.kind());
    if (format == null) {
      format = format(new Form(all, row.kind(), versioned));
      known.put(row.kind(), format);
    }
    return format;
  }

  /** The text of the key columns, as they are loaded. */
  List<String> keyOf(RowOperation row) {
    List<String> key = new ArrayList<>();
    for (TargetColumn column : columns.table().columns()) {
      if (column.key()) {
        JsonBytes json = new JsonBytes(64);
        columns.member(column).cell().write(row, new Value.Moment(0), json);
        key.add(JsonText.decoded(json.text()));
      }
    }
    return key;
  }

  private static boolean hasAbsent(RowOperation row) {
    for (Object value : row.values()) {
      if (value == RowOperation.ABSENT) {
        return true;
      }
    }
    return false;
  }

  private static BitSet present(RowOperation row) {
    BitSet present = new BitSet(row.values().length);
    for (int i = 0; i < row.values().length; i++) {
      present.set(i, row.values()[i] != RowOperation.ABSENT);
    }
    return present;
  }

  private RowFormat format(Form form) {
    requireKeys(form);
    if (form.kind() == RowOperation.Kind.HARD_DELETE) {
      return hardDelete();
    }
    if (form.kind() == RowOperation.Kind.SOFT_DELETE && !columns.audited()) {
      throw new ConnectException(
          "delete.mode=soft marks rows in the audit columns, so it needs"
              + " audit.columns=true; or choose delete.mode=hard or ignore");
    }
    if (form.kind() == RowOperation.Kind.UPSERT) {
      requireColumns();
    }
    List<RowFormat.Member> members = new ArrayList<>(columns.members(form.present()));
    members.addAll(columns.auditMembers(form.versioned()));
    return new RowFormat(reach(members.size()), members, form.versioned());
  }

  private RowFormat.Reach reach(int members) {
    if (members == columns.table().columns().size()) {
      return RowFormat.Reach.WHOLE_ROWS;
    }
    return columns.table().primaryKey() ? RowFormat.Reach.PARTIAL_UPDATE : RowFormat.Reach.NEW_ROWS;
  }

  /** A delete needs the key alone, yet StarRocks refuses it without values for NOT NULL columns. */
  private RowFormat hardDelete() {
    List<RowFormat.Member> members = new ArrayList<>();
    for (TargetColumn column : columns.table().columns()) {
      if (column.key()) {
        members.add(columns.member(column));
      } else if (!column.nullable()) {
        members.add(new RowFormat.Member(column.name(), false, Cell.constant(Standin.of(column))));
      }
    }
    members.add(new RowFormat.Member("__op", false, Cell.constant("1")));
    return new RowFormat(RowFormat.Reach.DELETE, members, false);
  }

  private void requireKeys(Form form) {
    if (!columns.table().primaryKey() && form.kind() != RowOperation.Kind.UPSERT) {
      throw new ConnectException(
          "Table "
              + columns.table().id()
              + " is no PRIMARY KEY table, so its rows cannot be deleted. Create it with PRIMARY"
              + " KEY (...), or set delete.mode=ignore");
    }
    for (TargetColumn column : columns.table().columns()) {
      if (column.key() && !columns.brings(form.present(), column)) {
        throw columns.mismatch(
            column.name(),
            "it belongs to the PRIMARY KEY and the rows do not"
                + " bring it; give the target the key of the source table, or the source table a"
                + " REPLICA IDENTITY that covers the target's key");
      }
    }
  }

  private void requireColumns() {
    for (TargetColumn column : columns.table().columns()) {
      boolean audit = columns.audited() && AuditColumn.isNamed(column.name());
      if (column.required() && !audit && !columns.brings(all, column)) {
        throw columns.mismatch(
            column.name(),
            "it is NOT NULL without a default and the rows do not"
                + " bring it; drop it or make it nullable");
      }
    }
  }
}
