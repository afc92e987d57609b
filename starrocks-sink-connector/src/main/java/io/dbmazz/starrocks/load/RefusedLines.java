package io.dbmazz.starrocks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.starrocks.change.RowOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the rows that StarRocks' list of refused rows speaks of. A hint, never a proof: the list
 * ends after 50 lines, prints rows for people, and names no row at all where a text is too long or
 * a decimal out of range (tablet_sink.cpp), but then quotes the beginning of the value.
 */
final class RefusedLines {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = ". Row: ";
  private static final Pattern QUOTED =
      Pattern.compile(
          "'(?<value>.*)'(\\(length=\\d+\\))? is (too long|out of range)\\."
              + " The (max length|type) of '(?<column>[^']+)'");
  private static final String CUT_OFF = "...";

  private record Quote(String column, String beginning) {}

  private final List<String> printed = new ArrayList<>();
  private final List<Quote> quotes = new ArrayList<>();

  /** Reads lines {@code Error: reason. Row: row}. */
  RefusedLines(String log) {
    log.lines().forEach(this::read);
  }

  private void read(String line) {
    int end = line.lastIndexOf(ROW);
    String row = end < 0 ? "" : line.substring(end + ROW.length()).trim();
    if (!row.isEmpty()) {
      printed.add(row);
      return;
    }
    Matcher quoted = QUOTED.matcher(line);
    if (quoted.find()) {
      String value = quoted.group("value");
      boolean cut = value.endsWith(CUT_OFF);
      quotes.add(
          new Quote(
              quoted.group("column"),
              cut ? value.substring(0, value.length() - CUT_OFF.length()) : value));
    }
  }

  /** Those of the rows that seem to be meant, in their order. */
  List<RowOperation> among(List<RowOperation> rows) {
    if (rows.isEmpty() || (printed.isEmpty() && quotes.isEmpty())) {
      return List.of();
    }
    Set<List<String>> keys = new HashSet<>();
    List<String> names = rows.get(0).shape().keys();
    printed.forEach(row -> keys.add(key(row, names)));
    return rows.stream().filter(row -> keys.contains(key(row)) || isQuoted(row)).toList();
  }

  private static List<String> key(RowOperation row) {
    return row.key().stream().map(String::valueOf).toList();
  }

  /** The key in {@code {"id":1,…}}, or in {@code [1, 'a', …]}, where key columns come first. */
  private static List<String> key(String row, List<String> names) {
    if (row.startsWith("{")) {
      try {
        JsonNode object = JSON.readTree(row);
        return names.stream().map(name -> object.path(name).asText()).toList();
      } catch (JsonProcessingException e) {
        return List.of(); // cut off, say; the row is found without a hint
      }
    }
    return Pattern.compile(", ")
        .splitAsStream(row.replaceAll("^\\[|]$", ""))
        .limit(names.size())
        .map(value -> value.replaceAll("^'|'$", ""))
        .toList();
  }

  private boolean isQuoted(RowOperation row) {
    return quotes.stream().anyMatch(quote -> holds(row, quote));
  }

  private static boolean holds(RowOperation row, Quote quote) {
    for (int i = 0; i < row.values().length; i++) {
      if (row.shape().columns().get(i).name().equalsIgnoreCase(quote.column())) {
        return String.valueOf(row.values()[i]).startsWith(quote.beginning());
      }
    }
    return false;
  }
}
