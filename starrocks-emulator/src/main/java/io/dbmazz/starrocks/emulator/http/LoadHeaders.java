package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.LoadFormat;
import io.dbmazz.starrocks.emulator.row.LoadSpec;
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
      List.of("where", "partitions", "temporary_partitions", "envelope", "enclose", "escape");

  private final Exchange exchange;

  LoadHeaders(Exchange exchange) {
    this.exchange = exchange;
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
    return text("timeout").map(LoadHeaders::seconds).orElse(DEFAULT_TIMEOUT);
  }

  private static Duration seconds(String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new LoadException("Invalid timeout format");
    }
    return Duration.ofSeconds(Integer.parseInt(value));
  }

  boolean ignoresJsonSize() {
    return exchange.header("ignore_json_size").equalsIgnoreCase("true");
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
    if (codec.isPresent() && !codec.get().equalsIgnoreCase("gzip")) {
      throw new LoadException(
          "the emulator cannot read compression " + codec.get() + "; send gzip or none");
    }
    return codec.isPresent() || formatName().equals("gzip");
  }

  /** What is checked after the transaction has begun. */
  LoadSpec spec() {
    refuseAbsent();
    boolean strict = flag("strict_mode", "Invalid strict mode format. Must be bool type");
    boolean partial =
        flag("partial_update", "Invalid partial update flag format. Must be bool type");
    return new LoadSpec(
        isJson() ? json() : csv(),
        text("columns"),
        strict ? LoadSpec.InvalidValues.FILTER_ROW : LoadSpec.InvalidValues.BECOME_NULL,
        partial ? LoadSpec.Update.PARTIAL : LoadSpec.Update.FULL,
        text("merge_condition"),
        ratio());
  }

  private void refuseAbsent() {
    if (text("partitions").isPresent() && text("temporary_partitions").isPresent()) {
      throw new LoadException("Can not specify both partitions and temporary partitions");
    }
    if (flag("trim_space", "Invalid trim space format. Must be bool type")) {
      throw absent("trim_space");
    }
    if (exchange.header("enable_merge_commit").equalsIgnoreCase("true")) {
      throw absent("enable_merge_commit");
    }
    for (String name : ABSENT) {
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

  private LoadFormat csv() {
    return new LoadFormat.Csv(
        Delimiter.parse(text("column_separator").orElse("\\t")),
        Delimiter.parse(text("row_delimiter").orElse("\\n")),
        skipHeader());
  }

  private long skipHeader() {
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
