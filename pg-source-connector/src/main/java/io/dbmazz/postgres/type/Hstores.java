package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.TypeOptions.HstoreMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** hstore: {@code "k"=>"v w", "n"=>NULL}, as a JSON object or a map, in PostgreSQL's order. */
final class Hstores {

  private Hstores() {}

  static ColumnType hstore(HstoreMode mode) {
    return mode == HstoreMode.MAP
        ? new ColumnType(
            () -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
            Hstores::map)
        : ColumnType.namedString("io.debezium.data.Json", Hstores::json);
  }

  private static Map<String, String> map(byte[] data, int offset, int length) {
    String text = Utf8.decode(data, offset, length);
    Map<String, String> map = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      StringBuilder key = new StringBuilder();
      at = skip(text, quoted(text, at, key), "=>");
      if (text.startsWith("NULL", at)) {
        map.put(key.toString(), null);
        at += "NULL".length();
      } else {
        StringBuilder value = new StringBuilder();
        at = quoted(text, at, value);
        map.put(key.toString(), value.toString());
      }
      at = at < text.length() ? skip(text, at, ", ") : at;
    }
    return map;
  }

  /** Appends the quoted string at {@code at} without quotes and backslashes; returns its end. */
  private static int quoted(String text, int at, StringBuilder into) {
    int i = skip(text, at, "\"");
    while (i < text.length() && text.charAt(i) != '"') {
      if (text.charAt(i) == '\\') {
        i++;
      }
      if (i < text.length()) {
        into.append(text.charAt(i++));
      }
    }
    return skip(text, i, "\"");
  }

  private static int skip(String text, int at, String expected) {
    if (!text.startsWith(expected, at)) {
      throw new UndecodableValueException("'" + expected + "' expected in hstore");
    }
    return at + expected.length();
  }

  private static String json(byte[] data, int offset, int length) {
    StringBuilder json = new StringBuilder("{");
    map(data, offset, length)
        .forEach(
            (key, value) -> {
              JsonText.append(json.append(json.length() > 1 ? "," : ""), key).append(':');
              JsonText.append(json, value);
            });
    return json.append('}').toString();
  }
}
