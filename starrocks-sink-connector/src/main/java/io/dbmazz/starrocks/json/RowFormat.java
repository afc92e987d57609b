package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How rows of one form become JSON objects, and what the load's headers must say of them: rows that
 * bring values for the same columns. Prepared once, compared by identity.
 */
public final class RowFormat {

  /** What StarRocks does with columns that the rows do not bring. */
  public enum Reach {
    /** The rows bring all columns. */
    WHOLE_ROWS,
    /** Columns left out get their defaults; only where there is no row to keep. */
    NEW_ROWS,
    /** Columns left out stay as they are in the target. */
    PARTIAL_UPDATE,
    /** The rows go. */
    DELETE
  }

  /**
   * A member of the JSON object.
   *
   * @param column name in the target, as stored
   * @param binary whether its text is base64 that the load must decode
   * @param cell writes the value
   */
  record Member(String column, boolean binary, Cell cell) {

    /** Its JSON key. */
    String source() {
      return binary ? "__base64_" + column : column;
    }
  }

  private final Reach reach;
  private final boolean versioned;
  private final String columns;
  private final List<Member> members;
  private final byte[][] names;
  private final Cell[] cells;

  RowFormat(Reach reach, List<Member> members, boolean versioned) {
    this.reach = reach;
    this.versioned = versioned;
    this.members = List.copyOf(members);
    boolean listed = reach != Reach.WHOLE_ROWS || members.stream().anyMatch(Member::binary);
    columns = listed ? ColumnsHeader.of(members) : null;
    names = new byte[members.size()][];
    cells = new Cell[members.size()];
    for (int i = 0; i < cells.length; i++) {
      JsonBytes name = new JsonBytes(64);
      name.raw(i == 0 ? '{' : ',');
      name.string(members.get(i).source());
      name.raw(':');
      names[i] = name.copy();
      cells[i] = members.get(i).cell();
    }
  }

  /** What happens to columns that the rows do not bring. */
  public Reach reach() {
    return reach;
  }

  /** Whether every row brings its {@code dbmazz_cdc_version}. */
  public boolean versioned() {
    return versioned;
  }

  /** The header {@code columns}; empty when the rows bring all columns as they are. */
  public Optional<String> columns() {
    return Optional.ofNullable(columns);
  }

  /** The header {@code columns} under which deletes can be loaded as well. */
  public String columnsWithDeletes() {
    List<Member> all = new ArrayList<>(members);
    all.add(new Member("__op", false, Cell.constant("0")));
    return ColumnsHeader.of(all);
  }

  void write(RowOperation row, Value.Moment encodedAt, JsonBytes out) {
    for (int i = 0; i < cells.length; i++) {
      out.raw(names[i]);
      cells[i].write(row, encodedAt, out);
    }
    out.raw('}');
  }
}
