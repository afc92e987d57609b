package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which columns StarRocks can widen in place so that they hold what rows bring (MODIFY COLUMN, page
 * ALTER TABLE of its manual). Only what can be told from the schema alone, loses nothing, and keeps
 * numbers numbers: rows whose text, say, goes to an INT column may all be numbers.
 */
final class Widening {

  private static final List<String> INTEGERS =
      List.of("TINYINT", "SMALLINT", "INT", "BIGINT", "LARGEINT");
  private static final int EXACT_IN_DOUBLE = INTEGERS.indexOf("INT");

  private Widening() {}

  /**
   * The type to give the column; empty when it is wide enough, or cannot be widened: it belongs to
   * the key, has a default, which MODIFY would lose, or holds something else.
   */
  static Optional<ColumnType> of(TargetColumn column, ColumnType wanted) {
    if (column.key() || column.hasDefault()) {
      return Optional.empty();
    }
    String have = column.type().toUpperCase(Locale.ROOT);
    if (INTEGERS.contains(have)) {
      return Optional.of(wanted).filter(type -> holdsIntegers(have, type.name()));
    }
    return switch (have) {
      case "FLOAT" -> Optional.of(wanted).filter(type -> type.name().equals("DOUBLE"));
      case "DATE" -> Optional.of(wanted).filter(type -> type.name().equals("DATETIME"));
      case "DECIMAL" -> wanted.isDecimal() ? decimal(column, wanted) : Optional.empty();
      case "CHAR", "VARCHAR" -> Optional.of(wanted).filter(type -> holdsMore(column, type));
      default -> Optional.empty();
    };
  }

  private static boolean holdsIntegers(String have, String wanted) {
    return INTEGERS.indexOf(wanted) > INTEGERS.indexOf(have)
        || (wanted.equals("DOUBLE") && INTEGERS.indexOf(have) <= EXACT_IN_DOUBLE);
  }

  /**
   * Without a length of its own, text is as long as it may be, which says nothing of the column.
   */
  private static boolean holdsMore(TargetColumn column, ColumnType wanted) {
    return wanted.isText()
        && wanted.size() < ColumnType.LONGEST
        && column.maxBytes() > 0
        && wanted.size() > column.maxBytes();
  }

  /** Neither whole digits nor fraction digits become fewer. */
  private static Optional<ColumnType> decimal(TargetColumn column, ColumnType wanted) {
    int scale = Math.max(column.scale(), wanted.scale());
    int whole = Math.max(column.precision() - column.scale(), wanted.size() - wanted.scale());
    boolean wider = whole + scale > column.precision() || scale > column.scale();
    return wider && whole + scale <= ColumnType.MOST_DIGITS
        ? Optional.of(ColumnType.decimal((long) whole + scale, scale))
        : Optional.empty();
  }
}
