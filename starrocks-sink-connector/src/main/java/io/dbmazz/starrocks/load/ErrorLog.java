package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rules that rows broke out of StarRocks' list of refused rows. The list holds values, so
 * only what is known to be none is taken over: names of the table's own columns and numbers of
 * bytes.
 */
final class ErrorLog {

  private record Rule(Pattern pattern, String says) {}

  private static final int MOST_RULES = 5;

  private static final List<Rule> RULES =
      List.of(
          rule("NULL value in non-nullable column '(?<c>[^']+)'", "NULL in a NOT NULL column"),
          rule(
              "is too long\\. The max length of '(?<c>[^']+)' is (?<n>\\d+)",
              "longer than the column, in bytes"),
          rule("is beyond the capacity\\. column=(?<c>[^,]+), capacity=(?<n>\\d+)", "too long"),
          rule("Value is overflow\\. column=(?<c>[^,]+),", "out of the column's range"),
          rule("is out of range\\. The type of '(?<c>[^']+)'", "out of the range of its type"));

  private ErrorLog() {}

  private static Rule rule(String pattern, String says) {
    return new Rule(Pattern.compile(pattern), says);
  }

  /** The rules broken, each once; empty when none is known. */
  static List<String> rules(String log, TargetTable table) {
    Set<String> found = new LinkedHashSet<>();
    for (String line : log.lines().toList()) {
      rule(line, table).ifPresent(found::add);
      if (found.size() == MOST_RULES) {
        break;
      }
    }
    return new ArrayList<>(found);
  }

  private static Optional<String> rule(String line, TargetTable table) {
    for (Rule rule : RULES) {
      Matcher match = rule.pattern().matcher(line);
      if (match.find() && table.column(match.group("c")).isPresent()) {
        return Optional.of("column " + match.group("c") + ": " + rule.says());
      }
    }
    return Optional.empty();
  }
}
