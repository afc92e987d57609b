package io.dbmazz.postgres.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A column type and what becomes of its values.
 *
 * @param since major version of PostgreSQL that has the type or value
 * @param schema Connect type, and the semantic name if there is one
 * @param values SQL expression to the expected value, or to the expected Unrepresentable
 */
record TypeCase(int since, String type, String schema, Map<String, Object> values) {

  static TypeCase of(String type, String schema) {
    return new TypeCase(12, type, schema, new LinkedHashMap<>());
  }

  TypeCase since(int major) {
    return new TypeCase(major, type, schema, values);
  }

  /** Adds a value by its literal. */
  TypeCase value(String literal, Object expected) {
    return expression("'" + literal.replace("'", "''") + "'", expected);
  }

  /** Adds a value by an SQL expression. */
  TypeCase expression(String sql, Object expected) {
    values.put(sql, expected);
    return this;
  }

  /** Adds values whose text form arrives as it is written. */
  TypeCase asWritten(String... literals) {
    for (String literal : literals) {
      value(literal, literal);
    }
    return this;
  }

  /** Statements that write a row of NULL and then a row of each value into a new table t. */
  String[] statements() {
    Stream<String> rows =
        values.keySet().stream()
            .map(sql -> "INSERT INTO t VALUES (1 + (SELECT max(id) FROM t), " + sql + ")");
    return Stream.concat(
            Stream.of(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")",
                "INSERT INTO t VALUES (0, NULL)"),
            rows)
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return type + " " + values.keySet().stream().limit(1).toList();
  }
}
