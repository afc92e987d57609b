package io.dbmazz.starrocks.json;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writers of CHAR, VARCHAR and VARBINARY columns, which StarRocks measures in bytes: a longer value
 * would become NULL or refuse its whole load.
 */
final class TextWriters {

  private TextWriters() {}

  static ValueWriter text(String type, long maxBytes) {
    return (value, out) ->
        checked(out.string(value instanceof String text ? text : text(value)), type, maxBytes);
  }

  /** Base64, which the load turns back into bytes with {@code to_binary}. */
  static ValueWriter binary(long maxBytes) {
    return (value, out) -> {
      byte[] bytes = bytes(value);
      checked(bytes.length, "varbinary", maxBytes);
      out.raw('"');
      out.raw(Base64.getEncoder().encode(bytes));
      out.raw('"');
    };
  }

  private static String text(Object value) {
    if (value instanceof List || value instanceof Map) {
      JsonBytes json = new JsonBytes(256);
      NestedWriters.any(value, json);
      return json.text();
    }
    return Texts.of(value);
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return Texts.utf8(text);
    }
    throw ValueWriter.misfit(value, "varbinary");
  }

  private static void checked(long length, String type, long maxBytes) {
    if (maxBytes > 0 && length > maxBytes) {
      throw new RefusedValueException(
          length + " bytes, and " + type + " holds " + maxBytes + " (bytes, not characters)");
    }
  }
}
