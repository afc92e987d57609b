package io.dbmazz.starrocks.json;

import java.util.List;
import java.util.Map;

/** Writers of JSON, ARRAY, MAP and STRUCT columns. */
final class NestedWriters {

  /** StarRocks' limit of one JSON value. */
  private static final int JSON_BYTES = 16 * 1024 * 1024;

  private NestedWriters() {}

  /** JSON: documents embedded as they are, other values as their JSON. */
  static ValueWriter json() {
    return (value, out) -> {
      int start = out.size();
      any(value, out);
      if (out.size() - start > JSON_BYTES) {
        throw new RefusedValueException("longer than 16 MB, the most that json holds");
      }
    };
  }

  /** ARRAY: every element by the rules of its type, since StarRocks makes NULL of a bad one. */
  static ValueWriter array(ValueWriter elements) {
    return (value, out) -> {
      if (value instanceof Value.Json json) {
        embedded(json.text(), '[', "array", out);
      } else if (value instanceof List<?> values) {
        list(values, elements, out);
      } else {
        throw ValueWriter.misfit(value, "array");
      }
    };
  }

  /** MAP and STRUCT. */
  static ValueWriter object(String type) {
    return (value, out) -> {
      if (value instanceof Value.Json json) {
        embedded(json.text(), '{', type, out);
      } else if (value instanceof Map<?, ?> members) {
        members(members, out);
      } else {
        throw ValueWriter.misfit(value, type);
      }
    };
  }

  /** Any value as JSON; NaN and Infinity as text, as PostgreSQL's to_json has them. */
  static void any(Object value, JsonBytes out) {
    if (value == null) {
      out.ascii("null");
    } else if (value instanceof Value.Json json) {
      JsonText.check(json.text());
      out.json(json.text());
    } else if (value instanceof List<?> values) {
      list(values, NestedWriters::any, out);
    } else if (value instanceof Map<?, ?> members) {
      members(members, out);
    } else if (value instanceof String text && isContainer(text)) {
      out.json(text);
    } else if (value instanceof Boolean || (value instanceof Number && isFinite(value))) {
      out.ascii(Texts.of(value));
    } else {
      out.string(Texts.of(value));
    }
  }

  private static void list(List<?> values, ValueWriter elements, JsonBytes out) {
    out.raw('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      if (values.get(i) == null) {
        out.ascii("null");
      } else {
        elements.write(values.get(i), out);
      }
    }
    out.raw(']');
  }

  private static void members(Map<?, ?> members, JsonBytes out) {
    char separator = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.raw(separator);
      out.string((String) member.getKey());
      out.raw(':');
      any(member.getValue(), out);
      separator = ',';
    }
    if (separator == '{') {
      out.raw('{');
    }
    out.raw('}');
  }

  private static void embedded(String text, char first, String type, JsonBytes out) {
    if (text.stripLeading().indexOf(first) != 0) {
      throw new RefusedValueException("JSON text of another kind is no " + type);
    }
    JsonText.check(text);
    out.json(text);
  }

  /** Text without a schema that says so is a document only when it is an object or an array. */
  private static boolean isContainer(String text) {
    String start = text.stripLeading();
    return (start.startsWith("{") || start.startsWith("[")) && JsonText.isDocument(text);
  }

  private static boolean isFinite(Object number) {
    return !(number instanceof Float || number instanceof Double)
        || Double.isFinite(((Number) number).doubleValue());
  }
}
