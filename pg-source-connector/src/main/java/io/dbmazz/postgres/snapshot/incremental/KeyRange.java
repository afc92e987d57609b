package io.dbmazz.postgres.snapshot.incremental;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement that reads one chunk: the rows after a key, in the order of the key's index.
 *
 * @param rows what to read them from
 * @param columns of the key, in its order
 */
record KeyRange(Rows rows, List<KeyColumn> columns) {

  /**
   * What rows to read.
   *
   * @param select list of expressions
   * @param from quoted name, with ONLY where the table has children of their own names
   * @param filter condition on the rows that are captured; empty for all
   */
  record Rows(String select, String from, Optional<String> filter) {

    /** A COPY of them all. */
    String copy() {
      return "COPY (SELECT "
          + select
          + " FROM "
          + from
          + filter.map(condition -> " WHERE " + condition).orElse("")
          + ") TO STDOUT";
    }
  }

  /**
   * A column of a key.
   *
   * @param name of it
   * @param type as a cast names it
   * @param collation quoted name of the index's, where it is not the column's: values that differ
   *     in the index may be equal under the column's
   */
  record KeyColumn(String name, String type, Optional<String> collation) {

    private String expression() {
      return quoted(name) + collation.map(other -> " COLLATE " + other).orElse("");
    }
  }

  KeyRange {
    columns = List.copyOf(columns);
  }

  /**
   * A COPY of the first rows after a key; under {@code standard_conforming_strings}.
   *
   * @param after empty for the start of the table
   * @throws IllegalArgumentException when the key has another number of columns
   */
  String copy(Optional<KeyTexts> after, int limit) {
    List<String> conditions = new ArrayList<>();
    rows.filter().ifPresent(conditions::add);
    after.map(this::isBehind).ifPresent(conditions::add);
    String where =
        conditions.isEmpty()
            ? ""
            : conditions.stream().collect(Collectors.joining(") AND (", " WHERE (", ")"));
    return "COPY (SELECT "
        + rows.select()
        + " FROM "
        + rows.from()
        + where
        + " ORDER BY "
        + expressions()
        + " LIMIT "
        + limit
        + ") TO STDOUT";
  }

  private String isBehind(KeyTexts key) {
    if (key.values().size() != columns.size()) {
      throw new IllegalArgumentException(
          "A key of " + key.values().size() + " values for " + columns.size() + " columns");
    }
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      literals.add(literal(key.values().get(i)) + "::" + columns.get(i).type());
    }
    return "(" + expressions() + ") > (" + String.join(", ", literals) + ")";
  }

  private String expressions() {
    return columns.stream().map(KeyColumn::expression).collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
