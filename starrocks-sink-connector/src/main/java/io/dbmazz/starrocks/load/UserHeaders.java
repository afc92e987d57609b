package io.dbmazz.starrocks.load;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** The headers that users may set with {@code sink.properties.*}, and the values of some. */
public final class UserHeaders {

  private static final String OURS = "is set by the connector itself; remove it";
  private static final String COLUMNS =
      "cannot be set, since the fields of the rows are the columns. Leave fields out or rename them"
          + " with Kafka's ReplaceField transformation";
  private static final String LOSES = "anything else loses rows";

  /** Headers that say how the body is built, which only the encoder knows: what to do instead. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("label", OURS),
          Map.entry("columns", COLUMNS),
          Map.entry("jsonpaths", COLUMNS),
          Map.entry("json_root", "cannot be set: take the part out with a transformation"),
          Map.entry(
              "merge_condition",
              "cannot be set: while records come again, rows are compared by dbmazz_cdc_version"),
          Map.entry("compression", OURS),
          Map.entry("content-encoding", OURS),
          Map.entry("content-length", OURS),
          Map.entry("transfer-encoding", OURS),
          Map.entry("authorization", OURS),
          Map.entry("where", "cannot be set: leave records out with Kafka's Filter transformation"),
          Map.entry("partitions", "cannot be set: StarRocks finds the partition of each row"),
          Map.entry("temporary_partitions", "cannot be set: rows of several tables are loaded"),
          Map.entry("envelope", "cannot be set: envelopes are read by the connector"),
          Map.entry("negative", OURS));

  /** Headers whose other values would lose rows or not fit the body. */
  private static final Map<String, String> FIXED =
      Map.of(
          "strip_outer_array", "true",
          "strict_mode", "true",
          "max_filter_ratio", "0",
          "enable_merge_commit", "false",
          "expect", "100-continue");

  private static final Map<String, Pattern> FORMS =
      Map.of(
          "timeout", Pattern.compile("[1-9]\\d{0,5}"),
          "partial_update", Pattern.compile("(?i)true|false"),
          "partial_update_mode", Pattern.compile("row|column|auto"));

  private static final Map<String, String> FORM_NAMES =
      Map.of(
          "timeout", "a number of seconds",
          "partial_update", "true or false",
          "partial_update_mode", "row, column or auto");

  /** Accepted from users and sent, or not, as each load needs it. */
  static final Set<String> DECIDED_PER_LOAD = Set.of("partial_update");

  private UserHeaders() {}

  /**
   * Checks them.
   *
   * @param headers names without {@code sink.properties.}
   * @throws ConfigException naming the property
   */
  public static void check(Map<String, String> headers) {
    headers.forEach(UserHeaders::check);
  }

  private static void check(String name, String value) {
    String header = name.toLowerCase(Locale.ROOT);
    String text = value.trim();
    if (INSTEAD.containsKey(header)) {
      throw wrong(name, INSTEAD.get(header));
    }
    if (header.equals("format") && !text.equalsIgnoreCase("json")) {
      throw wrong(
          name,
          "can only be json: rows are loaded by the names of their columns, which CSV has not. For"
              + " topics of CSV lines use Routine Load, or write JSON to them");
    }
    String fixed = FIXED.get(header);
    if (fixed != null && !fixed.equalsIgnoreCase(text)) {
      throw wrong(name, "can only be " + fixed + ": " + LOSES);
    }
    Pattern form = FORMS.get(header);
    if (form != null && !form.matcher(text).matches()) {
      throw wrong(name, "must be " + FORM_NAMES.get(header));
    }
  }

  private static ConfigException wrong(String name, String reason) {
    return new ConfigException("sink.properties." + name + " " + reason);
  }
}
