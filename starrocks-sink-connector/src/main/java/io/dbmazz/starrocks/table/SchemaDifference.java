package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a target lacks to take rows as they arrive. */
final class SchemaDifference {

  private final TargetTable table;
  private final List<ArrivingTable.Column> added = new ArrayList<>();
  private final Map<TargetColumn, ColumnType> widened = new LinkedHashMap<>();

  SchemaDifference(TargetTable table, ArrivingTable arriving) {
    this.table = table;
    for (ArrivingTable.Column column : arriving.columns()) {
      Optional<TargetColumn> there = table.column(column.name());
      if (there.isEmpty()) {
        added.add(column);
      } else if (!AuditColumn.isNamed(column.name())) {
        widen(there.get(), column);
      }
    }
  }

  private void widen(TargetColumn there, ArrivingTable.Column column) {
    ColumnType wanted = ColumnTypes.of(column.schema());
    if (!wanted.isDecimal() || ColumnTypes.tellsPrecision(column.schema())) {
      Widening.of(there, wanted).ifPresent(type -> widened.put(there, type));
    }
  }

  /** Names of the columns that the table is given. */
  List<String> added() {
    return added.stream().map(ArrivingTable.Column::name).toList();
  }

  /**
   * The ALTER that comes next: new columns first, alone, because a table of fast schema evolution
   * takes them without being written anew. Empty when nothing is lacking.
   */
  Optional<String> statement() {
    if (!added.isEmpty()) {
      return Optional.of(
          added.stream()
              .map(column -> definition(column.name(), ColumnTypes.of(column.schema()), "NULL"))
              .collect(Collectors.joining(", ", alter() + " ADD COLUMN (", ")")));
    }
    return widened.isEmpty()
        ? Optional.empty()
        : Optional.of(
            widened.entrySet().stream()
                .map(column -> "MODIFY COLUMN " + modified(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", alter() + " ", "")));
  }

  private static String modified(TargetColumn column, ColumnType type) {
    return definition(column.name(), type, column.nullable() ? "NULL" : "NOT NULL");
  }

  private static String definition(String name, ColumnType type, String nullability) {
    return CreateTable.definition(name, type, nullability);
  }

  private String alter() {
    return "ALTER TABLE " + TableCatalog.quoted(table.id());
  }
}
