package io.dbmazz.starrocks.table;

/**
 * The type of a column as DDL writes it.
 *
 * @param name in capitals, without sizes: {@code VARCHAR}; nested types in full
 * @param size bytes of a VARCHAR, precision of a DECIMAL; 0 for other types
 * @param scale of a DECIMAL; 0 for other types
 */
public record ColumnType(String name, int size, int scale) {

  /** The longest VARCHAR of releases before 4.2. */
  static final int LONGEST = 1_048_576;

  /** Digits of the widest DECIMAL of releases before 4.0. */
  static final int MOST_DIGITS = 38;

  private static final int UTF8_BYTES = 4;

  static ColumnType of(String name) {
    return new ColumnType(name, 0, 0);
  }

  /** StarRocks counts bytes, also in the length of a VARCHAR. */
  static ColumnType varchar(long bytes) {
    return new ColumnType("VARCHAR", (int) Math.min(bytes, LONGEST), 0);
  }

  static ColumnType varcharOfCharacters(long characters) {
    return varchar(Math.min(characters, LONGEST) * UTF8_BYTES);
  }

  /** Text when no column holds so many digits. */
  static ColumnType decimal(long precision, long scale) {
    return precision > MOST_DIGITS
        ? varchar(LONGEST)
        : new ColumnType("DECIMAL", (int) precision, (int) scale);
  }

  boolean isText() {
    return name.equals("VARCHAR");
  }

  boolean isDecimal() {
    return name.equals("DECIMAL");
  }

  /** Whether an ARRAY of it can be loaded; StarRocks' {@code to_binary} takes no arrays. */
  boolean isElement() {
    return !name.equals("JSON") && !name.equals("VARBINARY") && !name.startsWith("ARRAY");
  }

  /** Whether rows can be sorted and spread by it in a DUPLICATE KEY table. */
  boolean isSortable() {
    return isElement() && !name.equals("FLOAT") && !name.equals("DOUBLE");
  }

  /** As in DDL. */
  @Override
  public String toString() {
    if (isDecimal()) {
      return name + "(" + size + ", " + scale + ")";
    }
    return isText() ? name + "(" + size + ")" : name;
  }
}
