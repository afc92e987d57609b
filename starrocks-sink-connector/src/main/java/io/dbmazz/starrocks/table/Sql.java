package io.dbmazz.starrocks.table;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The SQL port of a front end. Safe for several threads. */
interface Sql {

  /** Runs a query and returns all its rows; for metadata, which is small. */
  List<Row> query(String sql, String... parameters) throws SQLException;

  /** Runs a statement that returns no rows. */
  void execute(String sql) throws SQLException;

  /** Column labels in any letter case to the text of their values; null where NULL. */
  record Row(TreeMap<String, String> values) {

    /** The text of a column; empty when it is NULL or the row has no such column. */
    Optional<String> text(String label) {
      return Optional.ofNullable(values.get(label));
    }

    /** The number in a column; 0 when it is NULL or the row has no such column. */
    long number(String label) {
      return text(label).map(Long::parseLong).orElse(0L);
    }
  }
}
