package io.dbmazz.starrocks.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The types of a primary key. StarRocks takes integers, text, dates and booleans there: what is
 * none of these becomes text, which every value has. It refuses rows whose encoded key is longer
 * than {@link KeyLimit} allows, so the lengths of the texts are chosen to stay below: a value that
 * is too long is then refused with its column's name before it is loaded. What is left by numbers,
 * dates and texts of a known length is shared equally.
 */
final class PrimaryKey {

  /** A sign, a point and the zero before it. */
  private static final int DECIMAL_MARKS = 3;

  private static final int FLOAT_TEXT = 32;
  private static final int BIGINT_DIGITS = 18;

  private final ArrivingTable table;
  private final Map<String, ColumnType> types = new LinkedHashMap<>();

  private PrimaryKey(ArrivingTable table) {
    this.table = table;
  }

  /**
   * The key columns and their types, in key order.
   *
   * @throws ConnectException when its numbers and dates alone are too long
   */
  static Map<String, ColumnType> of(ArrivingTable table, Map<String, ColumnType> columns) {
    PrimaryKey key = new PrimaryKey(table);
    table.keys().forEach(name -> key.types.put(name, allowed(columns.get(name))));
    key.shorten();
    return key.types;
  }

  private static ColumnType allowed(ColumnType type) {
    return switch (type.name()) {
      case "BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "DATE", "DATETIME", "VARCHAR" -> type;
      case "FLOAT", "DOUBLE" -> ColumnType.varchar(FLOAT_TEXT);
      case "DECIMAL" -> allowedDecimal(type);
      default -> ColumnType.varchar(ColumnType.LONGEST);
    };
  }

  /** Of a fixed scale, so that equal numbers are equal texts. */
  private static ColumnType allowedDecimal(ColumnType type) {
    if (type.scale() > 0) {
      return ColumnType.varchar((long) type.size() + DECIMAL_MARKS);
    }
    return ColumnType.of(type.size() > BIGINT_DIGITS ? "LARGEINT" : "BIGINT");
  }

  private void shorten() {
    int left = KeyLimit.BYTES;
    List<String> texts = new ArrayList<>();
    int position = 0;
    for (Map.Entry<String, ColumnType> column : types.entrySet()) {
      position++;
      if (column.getValue().isText()) {
        texts.add(column.getKey());
        left -= position < types.size() ? KeyLimit.TEXT_END : 0;
      } else {
        left -= KeyLimit.bytesOf(column.getValue().name());
      }
    }
    if (left < texts.size()) {
      throw tooLong();
    }
    share(texts, left);
  }

  private void share(List<String> texts, int bytes) {
    int left = bytes;
    int equal = bytes / Math.max(texts.size(), 1);
    List<String> rest = new ArrayList<>();
    for (String name : texts) {
      int known = types.get(name).size();
      if (known <= equal) {
        left -= known;
      } else {
        rest.add(name);
      }
    }
    for (String name : rest) {
      int share = Math.min(left / rest.size(), types.get(name).size());
      types.put(name, ColumnType.varchar(share));
    }
  }

  private ConnectException tooLong() {
    return new ConnectException(
        "Table "
            + table.id()
            + " is not created: its key would be longer than "
            + KeyLimit.BYTES
            + " bytes. Give the source table a shorter key (a primary key, or REPLICA IDENTITY USING"
            + " INDEX)");
  }
}
