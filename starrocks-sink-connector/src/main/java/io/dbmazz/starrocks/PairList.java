package io.dbmazz.starrocks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** Lists of pairs, such as {@code topic:table,...}. */
enum PairList implements Validator {
  /** {@code name:name,...}. */
  NAMES(":", Pattern.compile("[^:,\\s]+"), "topic:table,..."),
  /** {@code host:port=host:port,...}. */
  ADDRESSES("=", Pattern.compile("[^,=\\s]+:\\d{1,5}"), "from:port=to:port,...");

  private final String separator;
  private final Pattern side;
  private final String form;

  PairList(String separator, Pattern side, String form) {
    this.separator = separator;
    this.side = side;
    this.form = form;
  }

  /**
   * The pairs, left to right.
   *
   * @throws IllegalArgumentException naming the pair that is wrong, or the left side that comes
   *     twice
   */
  Map<String, String> parse(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        add(pairs, part.trim());
      }
    }
    return Map.copyOf(pairs);
  }

  private void add(Map<String, String> pairs, String pair) {
    String[] sides = pair.split(separator, -1);
    if (sides.length != 2
        || !side.matcher(sides[0].trim()).matches()
        || !side.matcher(sides[1].trim()).matches()) {
      throw new IllegalArgumentException("'" + pair + "' is not of the form " + form);
    }
    if (pairs.put(sides[0].trim(), sides[1].trim()) != null) {
      throw new IllegalArgumentException("'" + sides[0].trim() + "' comes twice");
    }
  }

  @Override
  public void ensureValid(String name, Object value) {
    try {
      parse((String) value);
    } catch (IllegalArgumentException e) {
      throw Problems.at(name, e.getMessage());
    }
  }

  @Override
  public String toString() {
    return form;
  }
}
