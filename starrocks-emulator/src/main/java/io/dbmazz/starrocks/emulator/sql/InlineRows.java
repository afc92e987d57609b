package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text written into a query, as a derived table. */
final class InlineRows {

  private InlineRows() {}

  static String sql(List<String> headers, List<List<String>> rows) {
    if (rows.isEmpty()) {
      String nothing = select(headers, headers.stream().map(header -> "CAST(NULL AS VARCHAR)"));
      return "(" + nothing + " WHERE 1 = 0) AS shown";
    }
    return rows.stream()
        .map(row -> select(headers, row.stream().map(InlineRows::literal)))
        .collect(Collectors.joining(" UNION ALL ", "(", ") AS shown"));
  }

  private static String select(List<String> headers, java.util.stream.Stream<String> values) {
    List<String> all = values.toList();
    return IntStream.range(0, all.size())
        .mapToObj(i -> all.get(i) + " AS " + ExpressionWriter.quote(headers.get(i)))
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static String literal(String text) {
    return text == null ? "CAST(NULL AS VARCHAR)" : "'" + text.replace("'", "''") + "'";
  }
}
