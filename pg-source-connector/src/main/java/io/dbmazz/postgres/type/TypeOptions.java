package io.dbmazz.postgres.type;

import java.util.Arrays;
import java.util.Locale;

/** How to map the types that have more than one reasonable mapping; {@code docs/types.md}. */
public record TypeOptions(
    DecimalMode decimal, BinaryMode binary, IntervalMode interval, HstoreMode hstore) {

  /** The setting {@code decimal.handling.mode}: numeric and money. */
  public enum DecimalMode {
    PRECISE,
    DOUBLE,
    STRING
  }

  /** The setting {@code binary.handling.mode}: bytea. */
  public enum BinaryMode {
    BYTES,
    BASE64,
    BASE64_URL_SAFE,
    HEX
  }

  /** The setting {@code interval.handling.mode}; only STRING keeps months, days and time apart. */
  public enum IntervalMode {
    NUMERIC,
    STRING
  }

  /** The setting {@code hstore.handling.mode}. */
  public enum HstoreMode {
    JSON,
    MAP
  }

  /** precise, bytes, string, json: the mappings that lose least. */
  public static TypeOptions defaults() {
    return new TypeOptions(
        DecimalMode.PRECISE, BinaryMode.BYTES, IntervalMode.STRING, HstoreMode.JSON);
  }

  /**
   * Reads the four settings as they are written in a configuration, such as {@code
   * base64-url-safe}.
   *
   * @throws IllegalArgumentException naming the setting, its value and the values it can have
   */
  public static TypeOptions parse(String decimal, String binary, String interval, String hstore) {
    return new TypeOptions(
        mode("decimal.handling.mode", decimal, DecimalMode.values()),
        mode("binary.handling.mode", binary, BinaryMode.values()),
        mode("interval.handling.mode", interval, IntervalMode.values()),
        mode("hstore.handling.mode", hstore, HstoreMode.values()));
  }

  private static <M extends Enum<M>> M mode(String setting, String value, M[] modes) {
    for (M mode : modes) {
      if (spelled(mode).equals(value)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        setting
            + " is '"
            + value
            + "', expected one of "
            + String.join(", ", Arrays.stream(modes).map(TypeOptions::spelled).toList()));
  }

  private static String spelled(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
