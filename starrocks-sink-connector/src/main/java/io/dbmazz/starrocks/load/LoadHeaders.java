package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.table.AuditColumn;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The headers of loads: one bad row refuses its load, and nothing is filtered or made NULL. */
final class LoadHeaders {

  private static final String TIMEOUT = "timeout";
  private static final String DEFAULT_TIMEOUT = "300";

  /** What a row may replace. */
  enum Guard {
    /** A row that is not newer. */
    NOT_NEWER,
    /** Any row. */
    NONE
  }

  private final Map<String, String> always = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  LoadHeaders(Map<String, String> users) {
    always.put(TIMEOUT, DEFAULT_TIMEOUT);
    always.putAll(users);
    always.put("format", "json");
    always.put("strip_outer_array", "true");
    always.put("strict_mode", "true");
    always.put("max_filter_ratio", "0");
    always.keySet().removeAll(UserHeaders.DECIDED_PER_LOAD);
    always.remove("expect"); // the HTTP client sends it, and waits
  }

  /** How long StarRocks works on a load before it gives it up. */
  Duration timeout() {
    return Duration.ofSeconds(Long.parseLong(always.get(TIMEOUT).trim()));
  }

  /** Of rows that bring all columns. */
  Map<String, String> wholeRows(Label label) {
    Map<String, String> headers = new TreeMap<>(always);
    headers.put("label", label.value());
    return headers;
  }

  /** Of rows that bring these columns. */
  Map<String, String> partialUpdate(Label label, String columns) {
    Map<String, String> headers = wholeRows(label);
    headers.put("columns", columns);
    headers.put("partial_update", "true");
    return headers;
  }

  Map<String, String> of(RowFormat format, Label label, Guard guard) {
    Map<String, String> headers = wholeRows(label);
    format.columns().ifPresent(columns -> headers.put("columns", columns));
    if (format.reach() == RowFormat.Reach.PARTIAL_UPDATE) {
      headers.put("partial_update", "true");
    }
    if (guard == Guard.NOT_NEWER && format.versioned()) {
      headers.put("merge_condition", AuditColumn.CDC_VERSION.columnName());
    }
    return headers;
  }
}
