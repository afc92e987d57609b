package io.dbmazz.starrocks.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How tables are created.
 *
 * @param properties of PROPERTIES, in order; what is not there is the server's default
 * @param buckets number of buckets; 0 leaves it to StarRocks
 * @param audit whether tables get the audit columns
 * @param template form of the statement
 */
public record CreationOptions(
    Map<String, String> properties, int buckets, AuditColumn.Mode audit, DdlTemplate template) {

  /** Keeps a copy of the map. */
  public CreationOptions {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /**
   * Reads properties written as {@code name=value;name=value}.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static Map<String, String> properties(String text) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String pair : text.split(";", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).trim();
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + pair.trim() + "' is not of the form name=value;name=value");
      }
      if (properties.put(name, pair.substring(equals + 1).trim()) != null) {
        throw new IllegalArgumentException("'" + name + "' comes twice");
      }
    }
    return properties;
  }
}
