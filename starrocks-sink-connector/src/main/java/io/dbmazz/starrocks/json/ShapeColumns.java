package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.TableMismatchException;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** The columns of a shape, each with the target column it goes to: none may be without one. */
final class ShapeColumns {

  private final TargetTable table;
  private final AuditColumn.Mode audit;
  private final KeyMeter keyMeter;
  private final List<TargetColumn> targets = new ArrayList<>();
  private final List<RowFormat.Member> members = new ArrayList<>();

  ShapeColumns(RowShape shape, TargetTable table, AuditColumn.Mode audit) {
    this.table = table;
    this.audit = audit;
    keyMeter = new KeyMeter(table);
    for (int i = 0; i < shape.columns().size(); i++) {
      add(i, shape.columns().get(i));
    }
  }

  private void add(int index, RowShape.Column column) {
    if (audit == AuditColumn.Mode.LOADED && AuditColumn.isNamed(column.name())) {
      throw mismatch(
          column.name(),
          "the rows bring a column of this name, which is an audit column's; leave it"
              + " out of the source (column.exclude.list) or set audit.columns=false");
    }
    TargetColumn target =
        table.column(column.name()).orElseThrow(() -> Remedies.missing(table.id(), column));
    if (targets.contains(target)) {
      throw mismatch(target.name(), "the rows bring it twice, in different letter case");
    }
    targets.add(target);
    RowFormat.Member member =
        member(target, column.schema(), (row, encodedAt) -> row.values()[index]);
    members.add(
        table.primaryKey() && target.key()
            ? new RowFormat.Member(target.name(), false, keyMeter.measured(target, member.cell()))
            : member);
  }

  TargetTable table() {
    return table;
  }

  boolean audited() {
    return audit == AuditColumn.Mode.LOADED;
  }

  int count() {
    return targets.size();
  }

  /** The members of the JSON object for these columns of the shape, in the order of the shape. */
  List<RowFormat.Member> members(BitSet present) {
    return present.stream().mapToObj(members::get).toList();
  }

  /** The members of the audit columns; without a version the target's stays as it is. */
  List<RowFormat.Member> auditMembers(boolean versioned) {
    if (!audited()) {
      return List.of();
    }
    List<RowFormat.Member> audits = new ArrayList<>();
    audits.add(auditMember(AuditColumn.OP_TYPE, (row, at) -> row.audit().opType()));
    audits.add(
        auditMember(
            AuditColumn.IS_DELETED, (row, at) -> row.kind() == RowOperation.Kind.SOFT_DELETE));
    audits.add(auditMember(AuditColumn.SYNCED_AT, (row, at) -> at));
    if (versioned) {
      audits.add(auditMember(AuditColumn.CDC_VERSION, (row, at) -> row.audit().version()));
    }
    return audits;
  }

  private RowFormat.Member auditMember(AuditColumn column, Cell.Place place) {
    TargetColumn target =
        table
            .column(column.columnName())
            .orElseThrow(() -> mismatch(column.columnName(), "the table has no such column"));
    return member(target, null, place);
  }

  private RowFormat.Member member(TargetColumn target, Schema schema, Cell.Place place) {
    ValueWriter writer = ValueWriters.of(table.id(), target, schema);
    Cell cell = Cell.of(table.id(), target, place, writer);
    return new RowFormat.Member(target.name(), target.type().equals("varbinary"), cell);
  }

  /** The member of a target column that the shape brings. */
  RowFormat.Member member(TargetColumn column) {
    return members.get(targets.indexOf(column));
  }

  /** Whether one of these columns of the shape goes to the target column. */
  boolean brings(BitSet present, TargetColumn column) {
    int index = targets.indexOf(column);
    return index >= 0 && present.get(index);
  }

  TableMismatchException mismatch(String column, String rule) {
    return new TableMismatchException("Table " + table.id() + ", column " + column + ": " + rule);
  }
}
