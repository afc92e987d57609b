package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code columns} header matched with the table, after fe/.../load/Load.java initColumns. Names
 * are matched with the table's columns whatever their case.
 */
final class ColumnMapping {
  static final String OP = "__op";

  private final TableDefinition table;
  private final List<ColumnItem> items;
  private final TreeMap<String, ColumnItem> byColumn = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private ColumnMapping(TableDefinition table, List<ColumnItem> items) {
    this.table = table;
    this.items = items;
    items.stream().filter(ColumnItem::isField).forEach(item -> byColumn.put(item.name(), item));
    items.stream().filter(i -> !i.isField()).forEach(item -> byColumn.put(item.name(), item));
  }

  static ColumnMapping of(TableDefinition table, LoadSpec spec) {
    List<ColumnItem> items =
        new ArrayList<>(spec.columns().map(ColumnsParser::parse).orElseGet(List::of));
    checkNames(table, items);
    if (items.stream().noneMatch(ColumnItem::isField)) {
      table.columns().forEach(column -> items.add(ColumnItem.field(column.name())));
    }
    boolean listed = items.stream().anyMatch(item -> item.name().equals(OP));
    if (table.model() == Model.PRIMARY_KEY && !listed && spec.format() instanceof LoadFormat.Json) {
      items.add(ColumnItem.field(OP));
    }
    return new ColumnMapping(table, List.copyOf(items));
  }

  private static void checkNames(TableDefinition table, List<ColumnItem> items) {
    Set<String> fields = new HashSet<>();
    Set<String> mapped = new HashSet<>();
    for (ColumnItem item : items) {
      String name = item.name().toLowerCase(Locale.ROOT);
      if (item.isField() && !fields.add(name)) {
        throw new LoadException("Duplicate column: " + item.name());
      }
      if (!item.isField() && !mapped.add(name)) {
        throw new LoadException("Duplicate column mapping: " + item.name());
      }
      if (!item.isField() && !item.name().equals(OP) && column(table, item.name()).isEmpty()) {
        throw new LoadException("Mapping column is not in table. column: " + item.name());
      }
    }
  }

  static Optional<Column> column(TableDefinition table, String name) {
    return table.columns().stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  boolean lists(Column column) {
    return byColumn.containsKey(column.name());
  }

  /** The entry that fills the column; a mapping before a field of the same name. */
  Optional<ColumnItem> item(String column) {
    return Optional.ofNullable(byColumn.get(column));
  }

  /** The source fields with the types that Load.java gives them. */
  SourceFields sourceFields() {
    Set<String> arguments =
        items.stream()
            .flatMap(item -> item.expression().stream())
            .flatMap(Expression::references)
            .collect(Collectors.toSet());
    SourceFields fields = new SourceFields();
    for (ColumnItem item : items) {
      if (item.isField()) {
        fields.add(item.name(), converter(item, arguments));
      }
    }
    return fields;
  }

  private Converter converter(ColumnItem item, Set<String> arguments) {
    if (item.name().equals(OP)) {
      return OpCell.CONVERTER;
    }
    return column(table, item.name())
        .filter(column -> !arguments.contains(item.name()))
        .map(Converters::of)
        .orElseGet(SourceTextConverter::new);
  }
}
