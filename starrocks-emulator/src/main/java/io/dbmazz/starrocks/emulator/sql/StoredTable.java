package io.dbmazz.starrocks.emulator.sql;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table version: its definition and the tree that holds its rows. An ALTER makes a new one.
 *
 * @param id unique in its warehouse
 * @param definition columns and key
 * @param clauses the rest of its CREATE TABLE
 * @param created when the table was created
 * @param rows written only under the store's lock
 * @param rowIds keys of the rows of a DUPLICATE KEY table
 */
record StoredTable(
    long id,
    TableDefinition definition,
    TableClauses clauses,
    Instant created,
    RowTree rows,
    AtomicLong rowIds) {

  static StoredTable create(
      long id, TableDefinition definition, TableClauses clauses, Instant created) {
    return new StoredTable(id, definition, clauses, created, new RowTree(), new AtomicLong());
  }

  /** The same table with other columns and rows. */
  StoredTable with(long newId, TableDefinition changed, TableClauses changedClauses) {
    return new StoredTable(newId, changed, changedClauses, created, new RowTree(), rowIds);
  }

  /** The same rows under another name or with other clauses; the tree is shared. */
  StoredTable renamed(long newId, String name, TableClauses changedClauses) {
    TableDefinition renamed =
        new TableDefinition(definition.database(), name, definition.columns(), definition.model());
    return new StoredTable(newId, renamed, changedClauses, created, rows, rowIds);
  }

  TableName name() {
    return new TableName(definition.database(), definition.name());
  }

  /** Its name inside the SQL engine. */
  String engineName() {
    return "t" + id;
  }

  boolean hasPrimaryKey() {
    return definition.model() == TableDefinition.Model.PRIMARY_KEY;
  }

  boolean isEmpty() {
    return rows.freeze().size() == 0;
  }

  /** The tree key of a row in table order. */
  Object[] treeKey(int[] keyIndexes, Object[] row) {
    if (!hasPrimaryKey()) {
      return new Object[] {rowIds.getAndIncrement()};
    }
    Object[] key = new Object[keyIndexes.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = row[keyIndexes[i]];
    }
    return key;
  }
}
