package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.Stored;
import io.dbmazz.starrocks.change.Unrepresentable;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/** Writes the value of one column of a row, wherever in the row it comes from. */
@FunctionalInterface
interface Cell {

  /**
   * Writes it.
   *
   * @param encodedAt for {@code dbmazz_synced_at}
   * @throws DataException when the column cannot hold the value: names table, column and rule
   */
  void write(RowOperation row, Value.Moment encodedAt, JsonBytes out);

  /** Where in a row a value is found. */
  @FunctionalInterface
  interface Place {
    /** The value; null for NULL. */
    Object of(RowOperation row, Value.Moment encodedAt);
  }

  /** A value found at a place, by the rules of its column. */
  static Cell of(TableId table, TargetColumn column, Place place, ValueWriter writer) {
    return (row, encodedAt, out) -> {
      Object value = place.of(row, encodedAt);
      try {
        if (value == RowOperation.ABSENT) {
          throw new RefusedValueException(
              "it belongs to the PRIMARY KEY and its value is not known;"
                  + " give the source table a REPLICA IDENTITY that covers it");
        } else if (value instanceof Stored stored) {
          out.raw(stored.json().getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Unrepresentable special) {
          writeText(column, special, out);
        } else if (value != null) {
          writer.write(value, out);
        } else if (column.nullable()) {
          out.ascii("null");
        } else {
          throw new RefusedValueException("NULL, and the column is NOT NULL");
        }
      } catch (RefusedValueException e) {
        throw new DataException(
            "Table " + table + ", column " + column.name() + ": " + e.getMessage(), e);
      }
    };
  }

  private static void writeText(TargetColumn column, Unrepresentable special, JsonBytes out) {
    if (!column.type().equals("varchar") && !column.type().equals("char")) {
      throw new RefusedValueException(
          "NaN, an infinity or another value that "
              + column.type()
              + " cannot hold; make the column a VARCHAR, which takes PostgreSQL's text of it");
    }
    TextWriters.text(column.type(), column.maxBytes()).write(special.text(), out);
  }

  /** The same JSON for every row. */
  static Cell constant(String json) {
    return (row, encodedAt, out) -> out.ascii(json);
  }
}
