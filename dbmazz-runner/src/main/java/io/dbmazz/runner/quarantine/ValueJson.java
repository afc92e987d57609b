package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Connect values as JSON that gives the very same value back. Connect's own JsonConverter does not:
 * it reads the NaN that it has written as 0, and NaN is what StarRocks refuses most often.
 */
@SuppressWarnings("JavaUtilDate") // what Connect makes of its logical types
final class ValueJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ValueJson() {}

  /** The value; one without a schema says its type. */
  static JsonNode write(Schema schema, Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (schema == null) {
      return UntypedJson.write(value);
    }
    if (value instanceof BigDecimal decimal) {
      return JSON.textNode(decimal.toString());
    }
    if (value instanceof Date date) {
      return JSON.numberNode(date.getTime());
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 -> JSON.numberNode(((Number) value).longValue());
      case FLOAT32, FLOAT64 -> floating((Number) value);
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      case STRING -> JSON.textNode((String) value);
      case BYTES -> JSON.binaryNode(bytes(value));
      case ARRAY -> array(schema.valueSchema(), (List<?>) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case STRUCT -> struct((Struct) value);
    };
  }

  /** JSON has no NaN and no infinity: they are text. */
  private static JsonNode floating(Number value) {
    if (!Double.isFinite(value.doubleValue())) {
      return JSON.textNode(value.toString());
    }
    return value instanceof Float single
        ? JSON.numberNode(single)
        : JSON.numberNode(value.doubleValue());
  }

  static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static JsonNode array(Schema elements, List<?> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(element -> array.add(write(elements, element)));
    return array;
  }

  /** Pairs: keys may be of any type. */
  private static JsonNode map(Schema schema, Map<?, ?> values) {
    ArrayNode pairs = JSON.arrayNode();
    values.forEach(
        (key, value) ->
            pairs
                .addArray()
                .add(write(schema.keySchema(), key))
                .add(write(schema.valueSchema(), value)));
    return pairs;
  }

  private static JsonNode struct(Struct struct) {
    ObjectNode object = JSON.objectNode();
    for (Field field : struct.schema().fields()) {
      object.set(field.name(), write(field.schema(), struct.getWithoutDefault(field.name())));
    }
    return object;
  }

  /**
   * The value as it was.
   *
   * @throws RuntimeException when the JSON is no such value
   */
  static Object read(Schema schema, JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (schema == null) {
      return UntypedJson.read(json);
    }
    if (schema.name() != null && schema.name().startsWith("org.apache.kafka.connect.data.")) {
      return json.isTextual() ? new BigDecimal(json.asText()) : new Date(json.longValue());
    }
    return switch (schema.type()) {
      case INT8 -> (byte) json.longValue();
      case INT16 -> (short) json.longValue();
      case INT32 -> json.intValue();
      case INT64 -> json.longValue();
      case FLOAT32 -> json.isTextual() ? Float.valueOf(json.asText()) : (Object) json.floatValue();
      case FLOAT64 ->
          json.isTextual() ? Double.valueOf(json.asText()) : (Object) json.doubleValue();
      case BOOLEAN -> json.booleanValue();
      case STRING -> json.asText();
      case BYTES -> binary(json);
      case ARRAY -> list(schema.valueSchema(), json);
      case MAP -> pairs(schema, json);
      case STRUCT -> object(schema, json);
    };
  }

  static byte[] binary(JsonNode json) {
    try {
      return json.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException("not base64", e);
    }
  }

  private static List<Object> list(Schema elements, JsonNode json) {
    List<Object> values = new ArrayList<>(json.size());
    json.forEach(element -> values.add(read(elements, element)));
    return values;
  }

  private static Map<Object, Object> pairs(Schema schema, JsonNode json) {
    Map<Object, Object> values = new LinkedHashMap<>();
    json.forEach(
        pair ->
            values.put(
                read(schema.keySchema(), pair.get(0)), read(schema.valueSchema(), pair.get(1))));
    return values;
  }

  private static Struct object(Schema schema, JsonNode json) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      struct.put(field, read(field.schema(), json.get(field.name())));
    }
    return struct;
  }
}
