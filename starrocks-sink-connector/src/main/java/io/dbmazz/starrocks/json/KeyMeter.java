package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.table.KeyLimit;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/**
 * Adds up how long the key of a row is, as StarRocks encodes it: a longer one than it takes refuses
 * the whole load. The key columns of a row are written one after the other, in any order. One
 * thread at a time.
 */
final class KeyMeter {

  private final TargetTable table;
  private final List<TargetColumn> keys;
  private int prepared;
  private int bytes;

  KeyMeter(TargetTable table) {
    this.table = table;
    keys = table.columns().stream().filter(TargetColumn::key).toList();
  }

  /** The cell of a key column, measured; asked for once per key column. */
  Cell measured(TargetColumn column, Cell cell) {
    boolean first = prepared == 0;
    prepared++;
    boolean last = prepared == keys.size();
    int fixed = KeyLimit.bytesOf(column.type());
    int end = keys.indexOf(column) == keys.size() - 1 ? 0 : KeyLimit.TEXT_END;
    return (row, encodedAt, out) -> {
      cell.write(row, encodedAt, out);
      bytes = (first ? 0 : bytes) + (fixed > 0 ? fixed : out.lastTextBytes() + end);
      if (last && bytes > table.keyLimit()) {
        throw tooLong();
      }
    };
  }

  private DataException tooLong() {
    return new DataException(
        "Table "
            + table.id()
            + ", key "
            + keys.stream().map(TargetColumn::name).toList()
            + ": "
            + bytes
            + " bytes as StarRocks encodes it, and it takes "
            + table.keyLimit()
            + " (primary_key_limit_size of the back ends, "
            + KeyLimit.BYTES
            + " where starrocks.username may not see information_schema.be_configs)");
  }
}
