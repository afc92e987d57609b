package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Which types MODIFY COLUMN makes of which, and of their values (StarRocks' ALTER TABLE page). */
final class TypeChanges {

  private static final Set<Kind> NUMBERS = EnumSet.range(Kind.TINYINT, Kind.DECIMAL);

  private TypeChanges() {}

  static void check(TableDefinition.Column before, TableDefinition.Column after) {
    if (!allowed(before.type(), after.type())) {
      throw SqlError.ddl(
          "Can not change "
              + before.type().kind()
              + " to "
              + after.type().kind()
              + " of column "
              + before.name());
    }
  }

  /** The value as the new type holds it; NULL when text is not of that type. */
  static Object convert(ColumnType type, Object value) {
    try {
      return Coercion.coerce(type, value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean allowed(ColumnType from, ColumnType to) {
    if (from.equals(to)) {
      return true;
    }
    if (from.kind() == to.kind()) {
      return from.kind() == Kind.DECIMAL
          ? to.scale() >= from.scale()
              && to.precision() - to.scale() >= from.precision() - from.scale()
          : to.length() >= from.length();
    }
    return switch (from.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> ofInteger(from.kind(), to.kind());
      case FLOAT -> to.kind() == Kind.DOUBLE || to.kind() == Kind.VARCHAR;
      case DOUBLE, DECIMAL -> to.kind() == Kind.VARCHAR;
      case CHAR -> to.kind() == Kind.VARCHAR && to.length() >= from.length();
      case VARCHAR -> NUMBERS.contains(to.kind()) || to.kind() == Kind.DATE;
      case DATE -> to.kind() == Kind.DATETIME;
      case DATETIME -> to.kind() == Kind.DATE;
      default -> false;
    };
  }

  private static boolean ofInteger(Kind from, Kind to) {
    boolean wider = EnumSet.range(from, Kind.LARGEINT).contains(to) && to != from;
    return wider || to == Kind.DOUBLE || to == Kind.VARCHAR;
  }
}
