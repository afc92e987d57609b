package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of a target that rows no longer bring, and that are NULL in them: their source was
 * dropped. Columns with a default, of the key, or of a type that loads do not write, belong to
 * somebody else.
 */
public final class LeftBehind {

  private static final Set<String> UNWRITTEN = Set.of("bitmap", "hll", "percentile");

  private LeftBehind() {}

  /** Their names, in table order. */
  public static List<String> columns(TargetTable table, Collection<String> brought) {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(brought);
    return table.columns().stream()
        .filter(column -> !names.contains(column.name()) && mayBeFilled(column))
        .map(TargetColumn::name)
        .toList();
  }

  private static boolean mayBeFilled(TargetColumn column) {
    return column.nullable()
        && !column.hasDefault()
        && !column.key()
        && !AuditColumn.isNamed(column.name())
        && !UNWRITTEN.contains(column.type())
        && !column.type().startsWith("array<varbinary");
  }
}
