package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Values without a schema as JSON: each is an object whose only member is named after its type. */
@SuppressWarnings("JavaUtilDate") // what Connect makes of its logical types
final class UntypedJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private UntypedJson() {}

  static JsonNode write(Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    ObjectNode json = JSON.objectNode();
    if (value instanceof Map<?, ?> map) {
      ArrayNode pairs = json.putArray("map");
      map.forEach((key, member) -> pairs.addArray().add(write(key)).add(write(member)));
    } else if (value instanceof List<?> list) {
      ArrayNode array = json.putArray("array");
      list.forEach(element -> array.add(write(element)));
    } else if (value instanceof Struct struct) {
      ObjectNode typed = json.putObject("struct");
      typed.set("schema", SchemaJson.write(struct.schema()));
      typed.set("value", ValueJson.write(struct.schema(), struct));
    } else if (value instanceof BigDecimal decimal) {
      json.put("decimal", decimal.toString());
    } else if (value instanceof Date date) {
      json.put("date", date.getTime());
    } else if (value instanceof ByteBuffer) {
      json.put("bytes", ValueJson.bytes(value));
    } else {
      scalar(value, json);
    }
    return json;
  }

  private static void scalar(Object value, ObjectNode json) {
    Schema.Type type = ConnectSchema.schemaType(value.getClass());
    if (type == null) {
      throw new IllegalArgumentException(value.getClass().getName() + " is no Connect value");
    }
    json.set(type.name().toLowerCase(Locale.ROOT), ValueJson.write(new ConnectSchema(type), value));
  }

  static Object read(JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    Map.Entry<String, JsonNode> only = json.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "map" -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        value.forEach(pair -> map.put(read(pair.get(0)), read(pair.get(1))));
        yield map;
      }
      case "array" -> {
        List<Object> list = new ArrayList<>();
        value.forEach(element -> list.add(read(element)));
        yield list;
      }
      case "struct" -> ValueJson.read(SchemaJson.read(value.get("schema")), value.get("value"));
      case "decimal" -> new BigDecimal(value.asText());
      case "date" -> new Date(value.longValue());
      default ->
          ValueJson.read(
              new ConnectSchema(Schema.Type.valueOf(only.getKey().toUpperCase(Locale.ROOT))),
              value);
    };
  }
}
