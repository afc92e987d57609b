package io.dbmazz.starrocks.table;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A SQL port that answers queries by what they contain, and remembers statements. An answer is
 * computed anew for each query, so that it may change.
 */
public final class ScriptedSql implements Sql {

  /** What is asked or told. */
  @FunctionalInterface
  public interface Answer {
    /** The rows, as maps from column label to text. */
    List<Map<String, String>> rows() throws SQLException;
  }

  private final Map<String, Answer> answers = new TreeMap<>();
  private final List<String> statements = new ArrayList<>();
  private Function<String, SQLException> refusal = statement -> null;

  /** Answers queries that contain these words. */
  public ScriptedSql on(String words, Answer answer) {
    answers.put(words, answer);
    return this;
  }

  /** Answers queries for a table's columns with these, see {@link TargetTables#column}. */
  public ScriptedSql columns(List<String> columns) {
    return on("information_schema.columns", () -> columns.stream().map(ScriptedSql::row).toList());
  }

  /** Refuses statements for which the function has an exception. */
  public void refuse(Function<String, SQLException> reason) {
    refusal = reason;
  }

  /** Statements that were executed, refused ones too. */
  public List<String> statements() {
    return statements;
  }

  /** A catalogue that asks this port. */
  public TableCatalog catalog() {
    return new TableCatalog(this);
  }

  @Override
  public List<Row> query(String sql, String... parameters) throws SQLException {
    String asked = sql + Arrays.toString(parameters);
    for (Map.Entry<String, Answer> answer : answers.entrySet()) {
      if (asked.contains(answer.getKey())) {
        return answer.getValue().rows().stream().map(ScriptedSql::row).toList();
      }
    }
    throw new SQLException("Getting syntax error. No answer to " + asked, "42000", 1064);
  }

  @Override
  public void execute(String sql) throws SQLException {
    statements.add(sql);
    SQLException reason = refusal.apply(sql);
    if (reason != null) {
      throw reason;
    }
  }

  private static Row row(Map<String, String> values) {
    TreeMap<String, String> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    row.putAll(values);
    return new Row(row);
  }

  private static Map<String, String> row(String text) {
    TargetTable.TargetColumn column = TargetTables.column(text);
    Map<String, String> row = new TreeMap<>();
    row.put("COLUMN_NAME", column.name());
    row.put("DATA_TYPE", column.type().equals("boolean") ? "tinyint" : column.type());
    row.put(
        "COLUMN_TYPE",
        column.type().equals("boolean") ? "tinyint(1)" : sized(column.type(), column.maxBytes()));
    row.put("NUMERIC_PRECISION", Integer.toString(column.precision()));
    row.put("NUMERIC_SCALE", Integer.toString(column.scale()));
    row.put("IS_NULLABLE", column.nullable() ? "YES" : "NO");
    row.put("COLUMN_DEFAULT", column.hasDefault() ? "0" : null);
    row.put("COLUMN_KEY", column.key() ? "PRI" : "");
    row.put("EXTRA", "");
    return row;
  }

  private static String sized(String type, long bytes) {
    return bytes > 0 ? type + "(" + bytes + ")" : type;
  }
}
