package io.dbmazz.runner.demo;

import io.dbmazz.runner.demo.compare.TableEquality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome of the final comparison as text. */
final class DemoReport {

  private static final String ROW = "  %-20s %14s %14s   %s";

  private DemoReport() {}

  static boolean isEqual(Map<String, TableEquality> tables) {
    return !tables.isEmpty() && tables.values().stream().allMatch(TableEquality::isEqual);
  }

  /**
   * The lines to print.
   *
   * @param tables by name, in the order to print
   */
  static List<String> lines(Map<String, TableEquality> tables) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(String.format(Locale.ROOT, ROW, "table", "source rows", "target rows", "result"));
    tables.forEach((name, equality) -> lines.addAll(table(name, equality)));
    lines.add("");
    lines.add(
        isEqual(tables)
            ? "Every column of every row is equal."
            : "Source and target are NOT equal.");
    return lines;
  }

  private static List<String> table(String name, TableEquality equality) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            ROW,
            name,
            grouped(equality.sourceRows()),
            grouped(equality.targetRows()),
            equality.isEqual() ? "equal" : verdict(equality)));
    equality.examples().forEach(example -> lines.add("      " + example));
    return lines;
  }

  private static String verdict(TableEquality equality) {
    return String.format(
        Locale.ROOT,
        "DIFFERENT: %,d missing, %,d extra, %,d changed",
        equality.missing(),
        equality.extra(),
        equality.changed());
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
