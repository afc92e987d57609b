package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an ARRAY type, such as {@code array<decimal(10, 2)>}. */
final class NestedType {

  private static final Pattern SCALAR =
      Pattern.compile("([a-z]+)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?.*");

  private NestedType() {}

  /** The elements of an array column, as a column of their own. */
  static TargetColumn element(TargetColumn array) {
    String type = array.type();
    String element = type.substring(type.indexOf('<') + 1, type.lastIndexOf('>')).trim();
    if (element.contains("<")) {
      return column(array.name(), element, 0, 0, 0);
    }
    Matcher scalar = SCALAR.matcher(element);
    if (!scalar.matches()) {
      return column(array.name(), element, 0, 0, 0);
    }
    String name = scalar.group(1);
    int first = scalar.group(2) == null ? 0 : Integer.parseInt(scalar.group(2));
    int second = scalar.group(3) == null ? 0 : Integer.parseInt(scalar.group(3));
    if (name.startsWith("decimal")) {
      return column(array.name(), "decimal", 0, first, second);
    }
    if (name.equals("tinyint") && first == 1) {
      return column(array.name(), "boolean", 0, 0, 0);
    }
    boolean sized = name.equals("char") || name.equals("varchar") || name.equals("varbinary");
    return column(array.name(), name, sized ? first : 0, 0, 0);
  }

  private static TargetColumn column(
      String name, String type, long maxBytes, int precision, int scale) {
    return new TargetColumn(name, type, maxBytes, precision, scale, true, false, false);
  }
}
