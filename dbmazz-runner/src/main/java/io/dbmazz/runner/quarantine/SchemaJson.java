package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Connect schemas as JSON, in the layout of Connect's JsonConverter. */
final class SchemaJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaJson() {}

  /** The schema; null for none. */
  static JsonNode write(Schema schema) {
    return schema == null ? JSON.nullNode() : object(schema);
  }

  private static ObjectNode object(Schema schema) {
    ObjectNode json = JSON.objectNode();
    json.put("type", schema.type().name().toLowerCase(Locale.ROOT));
    json.put("optional", schema.isOptional());
    putIfPresent(json, "name", schema.name());
    putIfPresent(json, "doc", schema.doc());
    if (schema.version() != null) {
      json.put("version", schema.version());
    }
    if (schema.parameters() != null) {
      ObjectNode parameters = json.putObject("parameters");
      schema.parameters().forEach(parameters::put);
    }
    if (schema.defaultValue() != null) {
      json.set("default", ValueJson.write(schema, schema.defaultValue()));
    }
    switch (schema.type()) {
      case STRUCT -> {
        ArrayNode fields = json.putArray("fields");
        for (Field field : schema.fields()) {
          fields.add(object(field.schema()).put("field", field.name()));
        }
      }
      case ARRAY -> json.set("items", object(schema.valueSchema()));
      case MAP -> {
        json.set("keys", object(schema.keySchema()));
        json.set("values", object(schema.valueSchema()));
      }
      default -> {}
    }
    return json;
  }

  private static void putIfPresent(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /**
   * The schema as it was; null for JSON null.
   *
   * @throws IllegalArgumentException when the JSON is no schema
   */
  static Schema read(JsonNode json) {
    return json == null || json.isNull() ? null : build(json);
  }

  private static Schema build(JsonNode json) {
    SchemaBuilder schema = builder(json);
    if (json.path("optional").asBoolean()) {
      schema.optional();
    }
    if (json.has("name")) {
      schema.name(json.get("name").asText());
    }
    if (json.has("doc")) {
      schema.doc(json.get("doc").asText());
    }
    if (json.has("version")) {
      schema.version(json.get("version").asInt());
    }
    json.path("parameters")
        .properties()
        .forEach(parameter -> schema.parameter(parameter.getKey(), parameter.getValue().asText()));
    if (json.has("default")) {
      schema.defaultValue(ValueJson.read(schema, json.get("default")));
    }
    return schema.build();
  }

  private static SchemaBuilder builder(JsonNode json) {
    Schema.Type type = Schema.Type.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT));
    return switch (type) {
      case STRUCT -> {
        SchemaBuilder struct = SchemaBuilder.struct();
        json.path("fields")
            .forEach(field -> struct.field(field.get("field").asText(), build(field)));
        yield struct;
      }
      case ARRAY -> SchemaBuilder.array(build(json.get("items")));
      case MAP -> SchemaBuilder.map(build(json.get("keys")), build(json.get("values")));
      default -> new SchemaBuilder(type);
    };
  }
}
