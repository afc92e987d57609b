package io.dbmazz.starrocks.table;

import java.util.Arrays;
import java.util.List;

/** The columns that say of each row what happened to it last, in table order. */
public enum AuditColumn {
  /** 0 insert or snapshot read, 1 update, 2 delete. */
  OP_TYPE("dbmazz_op_type", "TINYINT"),
  /** True after a delete. */
  IS_DELETED("dbmazz_is_deleted", "BOOLEAN"),
  /** UTC time the row was encoded for loading. */
  SYNCED_AT("dbmazz_synced_at", "DATETIME"),
  /** Commit LSN of the row's transaction. */
  CDC_VERSION("dbmazz_cdc_version", "BIGINT");

  /** Whether rows are loaded with these columns. */
  public enum Mode {
    LOADED,
    OFF
  }

  private final String columnName;
  private final String type;

  AuditColumn(String columnName, String type) {
    this.columnName = columnName;
    this.type = type;
  }

  /** Its name in the target. */
  public String columnName() {
    return columnName;
  }

  /** Whether the name, in any letter case, is that of an audit column. */
  public static boolean isNamed(String name) {
    return Arrays.stream(values()).anyMatch(column -> column.columnName.equalsIgnoreCase(name));
  }

  /** Those the table does not have yet. */
  static List<AuditColumn> missingIn(TargetTable table) {
    return Arrays.stream(values())
        .filter(column -> table.column(column.columnName).isEmpty())
        .toList();
  }

  String definition() {
    return "`" + columnName + "` " + type + " NULL";
  }
}
