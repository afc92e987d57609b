package io.dbmazz.starrocks.load;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** The headers that users may set with {@code sink.properties.*}, and the values of some. */
public final class UserHeaders {

  /** Headers that say how the body is built, which only the encoder knows. */
  private static final Set<String> OURS =
      Set.of(
          "label",
          "columns",
          "jsonpaths",
          "json_root",
          "partial_update",
          "merge_condition",
          "compression",
          "content-encoding",
          "content-length",
          "transfer-encoding",
          "authorization",
          "where",
          "partitions",
          "temporary_partitions",
          "envelope",
          "negative");

  /** Headers whose other values would lose rows or not fit the body. */
  private static final Map<String, String> FIXED =
      Map.of(
          "format", "json",
          "strip_outer_array", "true",
          "strict_mode", "true",
          "max_filter_ratio", "0",
          "enable_merge_commit", "false",
          "expect", "100-continue");

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
    if (OURS.contains(header)) {
      throw new ConfigException(
          "sink.properties." + name + " is set by the connector itself; remove it");
    }
    String fixed = FIXED.get(header);
    if (fixed != null && !fixed.equalsIgnoreCase(value.trim())) {
      throw new ConfigException(
          "sink.properties." + name + " can only be " + fixed + ": anything else loses rows");
    }
    if (header.equals("timeout") && !value.trim().matches("[1-9]\\d{0,5}")) {
      throw new ConfigException("sink.properties.timeout is a number of seconds");
    }
  }
}
