package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.nio.charset.StandardCharsets;

/** The length of a primary key as the server encodes it, limited to 128 bytes. */
final class KeySize {
  private static final int LIMIT = 128;

  private final int[] indexes;
  private final int[] fixed;

  KeySize(TableDefinition table) {
    indexes = table.keyIndexes();
    fixed = new int[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      fixed[i] =
          switch (table.columns().get(indexes[i]).type().kind()) {
            case BOOLEAN, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, FLOAT, DATE -> 4;
            case BIGINT, DOUBLE, DATETIME -> 8;
            case LARGEINT, DECIMAL -> 16;
            case CHAR, VARCHAR, JSON, VARBINARY, NESTED -> 0;
          };
    }
  }

  /** Ends the load when the key of the row is too long. */
  void check(Object[] row) {
    int size = 0;
    for (int i = 0; i < indexes.length; i++) {
      size += fixed[i] > 0 ? fixed[i] : textSize(row[indexes[i]], i == indexes.length - 1);
    }
    if (size > LIMIT) {
      throw new LoadException("primary key size exceed the limit");
    }
  }

  /** All texts but the last are escaped and end in two zero bytes. */
  private static int textSize(Object value, boolean last) {
    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    if (last) {
      return bytes.length;
    }
    int zeros = 0;
    for (byte b : bytes) {
      zeros += b == 0 ? 1 : 0;
    }
    return bytes.length + zeros + 2;
  }
}
