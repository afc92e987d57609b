package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.LoadFormat;
import io.dbmazz.starrocks.emulator.row.LoadSpec;
import io.dbmazz.starrocks.emulator.sql.ServerVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The headers of a load, read as be/src/http/action/stream_load.cpp reads them. */
final class LoadHeaders {
  private static final Set<String> CSV_FORMATS = Set.of("", "csv", "gzip");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** Parts of the server that the emulator has not; refused, because ignoring them loses rows. */
  private static final List<String> ABSENT =
      List.of("where", "partitions", "temporary_partitions", "envelope");

  private static final List<String> ABSENT_IN_TEXT = List.of("enclose", "escape");

  private final Exchange exchange;
  private final ServerVersion version;

  LoadHeaders(Exchange exchange, ServerVersion version) {
    this.exchange = exchange;
    this.version = version;
  }

  Optional<String> text(String name) {
    return Optional.of(exchange.header(name)).filter(value -> !value.isEmpty());
  }

  boolean isJson() {
    return formatName().equals("json");
  }

  private String formatName() {
    return exchange.header("format").toLowerCase(Locale.ROOT);
  }

  /** What is checked before the transaction begins. */
  void checkFormat() {
    if (!isJson() && !CSV_FORMATS.contains(formatName())) {
      throw new LoadException("unknown data format, format=" + exchange.header("format"));
    }
  }

  /** Time for the load. */
  Duration timeout() {
    return seconds("timeout").orElse(DEFAULT_TIMEOUT);
  }

  /** A header that is a number of seconds. */
  Optional<Duration> seconds(String name) {
    return text(name).map(LoadHeaders::parseSeconds);
  }

  private static Duration parseSeconds(String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new LoadException("Invalid timeout format");
    }
    return Duration.ofSeconds(Integer.parseInt(value));
  }

  /** Checks the length of a JSON body, or of all those of a transaction together. */
  void checkJsonSize(long length, long limit) {
    boolean ignored = exchange.header("ignore_json_size").equalsIgnoreCase("true");
    if (isJson() && !ignored && length > limit) {
      throw new LoadException(
          "The size of this batch exceed the max size ["
              + limit
              + "]  of json type data  data [ "
              + length
              + " ]. Set ignore_json_size to skip the check, although it may lead huge memory"
              + " consuming.");
    }
  }

  /** Whether the body is gzip. */
  boolean isGzip() {
    Optional<String> encoding = text("Content-Encoding");
    Optional<String> compression = text("compression");
    if (encoding.isPresent() && compression.isPresent()) {
      throw new LoadException(
          "Only one of http header content-encoding and compression can be set");
    }
    Optional<String> codec = encoding.or(() -> compression);
    if (isJson() && !version.has(3, 2, 7)) {
      // The header is ignored, and what is compressed is no JSON.
      return false;
    }
    if (codec.isPresent() && !codec.get().equalsIgnoreCase("gzip")) {
      throw new LoadException(
          "the emulator cannot read compression " + codec.get() + "; send gzip or none");
    }
    return codec.isPresent() || formatName().equals("gzip");
  }

  /** What is checked after the transaction has begun. */
  LoadSpec spec() {
    refuseAbsent();
    refuseInText();
    return spec(skipHeader());
  }

  /**
   * As {@link #spec}, for a transaction's load, which ignores skip_header, trim_space, enclose and
   * escape.
   */
  LoadSpec transactionSpec() {
    refuseAbsent();
    return spec(0);
  }

  private LoadSpec spec(long skippedRows) {
    boolean strict = flag("strict_mode", "Invalid strict mode format. Must be bool type");
    boolean partial =
        flag("partial_update", "Invalid partial update flag format. Must be bool type");
    return new LoadSpec(
        isJson() ? json() : csv(skippedRows),
        text("columns"),
        strict ? LoadSpec.InvalidValues.FILTER_ROW : LoadSpec.InvalidValues.BECOME_NULL,
        partial ? LoadSpec.Update.PARTIAL : LoadSpec.Update.FULL,
        version.has(2, 5, 0) ? text("merge_condition") : Optional.empty(),
        ratio());
  }

  /** Checks what the front end does not plan together. */
  void checkPlan(LoadSpec spec) {
    boolean both = spec.mergeCondition().isPresent() && spec.update() == LoadSpec.Update.PARTIAL;
    if (both && !version.has(3, 1, 3)) {
      // UNCERTAIN: the words.
      throw new LoadException("Conditional update can not be used with partial update");
    }
  }

  private void refuseAbsent() {
    if (text("partitions").isPresent() && text("temporary_partitions").isPresent()) {
      throw new LoadException("Can not specify both partitions and temporary partitions");
    }
    if (exchange.header("enable_merge_commit").equalsIgnoreCase("true")) {
      throw absent("enable_merge_commit");
    }
    refuse(ABSENT);
  }

  /** The text options, which versions before 3.0 ignore. */
  private void refuseInText() {
    if (version.has(3, 0, 0)) {
      if (flag("trim_space", "Invalid trim space format. Must be bool type")) {
        throw absent("trim_space");
      }
      refuse(ABSENT_IN_TEXT);
    }
  }

  private void refuse(List<String> names) {
    for (String name : names) {
      if (text(name).isPresent()) {
        throw absent(name);
      }
    }
  }

  private static LoadException absent(String header) {
    return new LoadException("the emulator does not know the header " + header);
  }

  private LoadFormat json() {
    return new LoadFormat.Json(
        exchange.header("strip_outer_array").equalsIgnoreCase("true"),
        text("json_root"),
        text("jsonpaths"));
  }

  private LoadFormat csv(long skippedRows) {
    return new LoadFormat.Csv(
        Delimiter.parse(text("column_separator").orElse("\\t")),
        Delimiter.parse(text("row_delimiter").orElse("\\n")),
        skippedRows);
  }

  private long skipHeader() {
    if (isJson() || !version.has(3, 0, 0)) {
      return 0;
    }
    long rows;
    try {
      rows = Long.parseLong(text("skip_header").orElse("0"));
    } catch (NumberFormatException e) {
      throw new LoadException("Invalid csv load skip_header format", e);
    }
    if (rows < 0) {
      throw new LoadException("skip_header must be equal or greater than 0");
    }
    return rows;
  }

  private boolean flag(String name, String malformed) {
    String value = exchange.header(name);
    if (value.isEmpty() || value.equalsIgnoreCase("false")) {
      return false;
    }
    if (value.equalsIgnoreCase("true")) {
      return true;
    }
    throw new LoadException(malformed);
  }

  /** The server reads it with strtod, for which anything but a number is 0. */
  private double ratio() {
    try {
      return Double.parseDouble(text("max_filter_ratio").orElse("0"));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
