package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.NamePattern;
import io.dbmazz.postgres.type.ColumnMask;
import io.dbmazz.postgres.type.ColumnMask.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys whose names carry values, as in Debezium: {@code column.mask.hash.<algorithm>.with.salt
 * .<salt>}, {@code column.mask.hash.v2.…}, {@code column.mask.with.<n>.chars} and {@code
 * column.truncate.to.<n>.chars}. Their values are lists of columns.
 */
final class MaskKeys {

  private static final Pattern HASH =
      Pattern.compile("column\\.mask\\.hash\\.(v2\\.)?([^.]+)\\.with\\.salt\\.(.+)");
  private static final Pattern STARS = Pattern.compile("column\\.mask\\.with\\.(\\d{1,6})\\.chars");
  private static final Pattern TRUNCATION =
      Pattern.compile("column\\.truncate\\.to\\.(\\d{1,9})\\.chars");
  private static final String SALT = ".with.salt.";

  private MaskKeys() {}

  /**
   * Columns and what is done to them.
   *
   * @param columns names {@code schema.table.column}
   * @param mask over their values
   */
  record MaskRule(List<NamePattern> columns, ColumnMask mask) {

    boolean matches(String name) {
      return columns.stream().anyMatch(column -> column.matches(name));
    }
  }

  /**
   * The rules in the order in which they win: hashes, asterisks, truncations.
   *
   * @throws IllegalArgumentException when a key or a value is malformed; without the salt
   */
  static List<MaskRule> rules(Map<String, ?> properties) {
    List<MaskRule> rules = new ArrayList<>();
    new TreeMap<>(properties)
        .forEach(
            (key, value) -> {
              if (isOne(key)) {
                rules.add(new MaskRule(NamePattern.columns(String.valueOf(value)), maskOf(key)));
              }
            });
    return List.copyOf(rules);
  }

  /** Problems by key, the salt left out of both. */
  static Map<String, String> problems(Map<String, String> properties) {
    Map<String, String> problems = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          try {
            rules(Map.of(key, value));
          } catch (IllegalArgumentException e) {
            problems.put(withoutSalt(key), e.getMessage());
          }
        });
    return problems;
  }

  private static boolean isOne(String key) {
    return key.startsWith("column.mask.") || key.startsWith("column.truncate.");
  }

  private static String withoutSalt(String key) {
    int salt = key.indexOf(SALT);
    return salt < 0 ? key : key.substring(0, salt + SALT.length()) + "…";
  }

  private static ColumnMask maskOf(String key) {
    Matcher hash = HASH.matcher(key);
    if (hash.matches()) {
      Hashing hashing = hash.group(1) == null ? Hashing.SERIALIZED : Hashing.PLAIN;
      return ColumnMask.hash(hashing, hash.group(2), hash.group(3));
    }
    Matcher stars = STARS.matcher(key);
    if (stars.matches()) {
      return ColumnMask.stars(Integer.parseInt(stars.group(1)));
    }
    Matcher truncation = TRUNCATION.matcher(key);
    if (truncation.matches()) {
      return ColumnMask.truncation(Integer.parseInt(truncation.group(1)));
    }
    throw new IllegalArgumentException(
        "is none of column.mask.hash.<algorithm>.with.salt.<salt>, column.mask.with.<n>.chars and"
            + " column.truncate.to.<n>.chars");
  }
}
