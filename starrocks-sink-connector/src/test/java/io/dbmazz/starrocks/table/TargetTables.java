package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Target tables for tests, written as in SQL: {@code "id bigint key"}, {@code "name varchar(9)"}.
 */
public final class TargetTables {

  private static final Pattern COLUMN =
      Pattern.compile("(\\S+) ([a-z]+(?:<.*>)?)(?:\\((\\d+)(?:,(\\d+))?\\))?((?: \\w+)*)");

  private TargetTables() {}

  /** The table shop.orders with these columns and the audit columns. */
  public static TargetTable audited(String... columns) {
    List<String> all = new ArrayList<>(List.of(columns));
    all.addAll(
        List.of(
            "dbmazz_op_type tinyint",
            "dbmazz_is_deleted boolean",
            "dbmazz_synced_at datetime",
            "dbmazz_cdc_version bigint"));
    return table(all.toArray(String[]::new));
  }

  /** The table shop.orders with these columns. */
  public static TargetTable table(String... columns) {
    List<TargetColumn> parsed = List.of(columns).stream().map(TargetTables::column).toList();
    boolean primaryKey = parsed.stream().anyMatch(TargetColumn::key);
    return new TargetTable(new TableId("shop", "orders"), parsed, primaryKey);
  }

  /** A column: name, type with sizes, then {@code key}, {@code required} or {@code default}. */
  public static TargetColumn column(String text) {
    Matcher parts = COLUMN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a column: " + text);
    }
    String words = parts.group(5);
    int first = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    int second = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
    boolean decimal = parts.group(2).equals("decimal");
    boolean key = words.contains("key");
    return new TargetColumn(
        parts.group(1),
        parts.group(2),
        decimal ? 0 : first,
        decimal ? first : 0,
        second,
        !key && !words.contains("required"),
        words.contains("default"),
        key);
  }
}
