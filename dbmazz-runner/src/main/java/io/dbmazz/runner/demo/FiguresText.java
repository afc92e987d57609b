package io.dbmazz.runner.demo;

import io.dbmazz.runner.demo.Figures.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as text: a table for a terminal, one line for a log. */
final class FiguresText {

  private static final String ROW = "  %-20s %14s %14s";

  private FiguresText() {}

  static List<String> table(Figures figures) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        format(
            "  dbmazz demo   PostgreSQL -> StarRocks emulator   %d s   (Ctrl-C ends it)",
            figures.elapsed().toSeconds()));
    lines.add("");
    lines.add(format(ROW, "table", "source rows", "target rows"));
    for (Table table : figures.tables()) {
      lines.add(
          format(ROW, table.name(), grouped(table.sourceRows()), grouped(table.targetRows())));
    }
    lines.add("");
    lines.add(
        format(
            "  lag %s bytes, %s ms   %s events/s   %s loads",
            grouped(figures.lagBytes()),
            grouped(figures.lagMillis()),
            grouped(Math.round(figures.eventsPerSecond())),
            grouped(figures.loads())));
    lines.add("");
    return lines;
  }

  static String line(Figures figures) {
    return format(
        "%4d s   source %s rows   target %s rows   lag %s bytes, %s ms   %s events/s   %s loads",
        figures.elapsed().toSeconds(),
        grouped(figures.tables().stream().mapToLong(Table::sourceRows).sum()),
        grouped(figures.tables().stream().mapToLong(Table::targetRows).sum()),
        grouped(figures.lagBytes()),
        grouped(figures.lagMillis()),
        grouped(Math.round(figures.eventsPerSecond())),
        grouped(figures.loads()));
  }

  private static String grouped(long number) {
    return format("%,d", number);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
