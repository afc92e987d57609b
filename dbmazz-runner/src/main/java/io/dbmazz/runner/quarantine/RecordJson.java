package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Sink records as JSON, with their schemas, from which the same records can be made again. */
final class RecordJson {

  private RecordJson() {}

  static ObjectNode write(SinkRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topic", record.topic());
    if (record.timestamp() != null) {
      json.put("timestamp", record.timestamp());
    }
    put(json.putObject("key"), record.keySchema(), record.key());
    put(json.putObject("value"), record.valueSchema(), record.value());
    if (!record.headers().isEmpty()) {
      for (Header header : record.headers()) {
        put(
            json.withArray("headers").addObject().put("name", header.key()),
            header.schema(),
            header.value());
      }
    }
    return json;
  }

  private static void put(ObjectNode json, Schema schema, Object value) {
    json.set("schema", SchemaJson.write(schema));
    json.set("value", ValueJson.write(schema, value));
  }

  /**
   * The record as the sink was given it, at another place.
   *
   * @param schemas reads schemas; the same one for the same JSON, as sinks prepare once per schema
   * @param offset in partition 0 of its topic
   * @throws RuntimeException when the JSON is no record
   */
  static SinkRecord read(JsonNode json, Function<JsonNode, Schema> schemas, long offset) {
    SchemaAndValue key = get(json.path("key"), schemas);
    SchemaAndValue value = get(json.path("value"), schemas);
    ConnectHeaders headers = new ConnectHeaders();
    json.path("headers")
        .forEach(header -> headers.add(header.get("name").asText(), get(header, schemas)));
    return new SinkRecord(
        json.get("topic").asText(),
        0,
        key.schema(),
        key.value(),
        value.schema(),
        value.value(),
        offset,
        json.has("timestamp") ? Long.valueOf(json.get("timestamp").longValue()) : null,
        TimestampType.CREATE_TIME,
        headers);
  }

  private static SchemaAndValue get(JsonNode json, Function<JsonNode, Schema> schemas) {
    JsonNode known = json.path("schema");
    Schema schema = known.isObject() ? schemas.apply(known) : null;
    return new SchemaAndValue(schema, ValueJson.read(schema, json.get("value")));
  }
}
