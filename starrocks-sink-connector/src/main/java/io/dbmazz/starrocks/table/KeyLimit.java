package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.List;
import java.util.Locale;

/**
 * How long the key of a PRIMARY KEY table may be, as StarRocks encodes it: numbers and dates in
 * their own size, each text but the last with an end of two bytes. The limit is {@code
 * primary_key_limit_size} of the back ends.
 */
public final class KeyLimit {

  /** What back ends allow unless they are told otherwise. */
  public static final int BYTES = 128;

  /** What ends a text that is not the last column of the key. */
  public static final int TEXT_END = 2;

  private KeyLimit() {}

  /**
   * Bytes of a value of a type that has one size; 0 for text.
   *
   * @param type in any letter case, without length
   */
  public static int bytesOf(String type) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "BOOLEAN", "TINYINT" -> 1;
      case "SMALLINT" -> 2;
      case "INT", "DATE" -> 4;
      case "BIGINT", "DATETIME" -> 8;
      case "LARGEINT", "DECIMAL" -> 16;
      default -> 0;
    };
  }

  /** Whether values that fit their columns may make a key of more than {@link #BYTES}. */
  static boolean mayBeExceeded(List<TargetColumn> columns) {
    List<TargetColumn> keys = columns.stream().filter(TargetColumn::key).toList();
    long longest = 0;
    for (int i = 0; i < keys.size(); i++) {
      int fixed = bytesOf(keys.get(i).type());
      long text = keys.get(i).maxBytes() == 0 ? ColumnType.LONGEST : keys.get(i).maxBytes();
      longest += fixed > 0 ? fixed : text + (i < keys.size() - 1 ? TEXT_END : 0);
    }
    return longest > BYTES;
  }
}
