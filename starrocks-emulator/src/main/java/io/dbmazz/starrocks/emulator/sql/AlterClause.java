package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One clause of an ALTER TABLE. */
sealed interface AlterClause {

  /** Where a column goes; {@code after} is empty for FIRST. */
  record Position(Optional<String> after) {}

  record AddColumns(List<ColumnSpec> columns, Optional<Position> position) implements AlterClause {}

  record DropColumn(String name) implements AlterClause {}

  record ModifyColumn(ColumnSpec column, Optional<Position> position) implements AlterClause {}

  record RenameColumn(String from, String to) implements AlterClause {}

  record RenameTable(String to) implements AlterClause {}

  record SetProperties(Map<String, String> properties) implements AlterClause {}
}
