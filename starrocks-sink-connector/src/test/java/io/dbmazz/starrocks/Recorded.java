package io.dbmazz.starrocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What Debezium's own connector and transformation emitted, as a worker hands it to a sink: read by
 * Kafka's JsonConverter. The recordings are made by DebeziumRecordingIT of the source connector.
 */
public final class Recorded {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final Map<String, Long> offsets = new HashMap<>();

  private Recorded(String name) {
    try (InputStream file = Recorded.class.getResourceAsStream("/debezium/" + name + ".json")) {
      document = JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Recording " + name + " cannot be read", e);
    }
  }

  /** The records of a recording, as with {@code schemas.enable=true}. */
  public static SinkRecord[] withSchemas(String name) {
    return new Recorded(name).read(true);
  }

  /** The same as with {@code schemas.enable=false}: maps. */
  public static SinkRecord[] withoutSchemas(String name) {
    return new Recorded(name).read(false);
  }

  private SinkRecord[] read(boolean schemas) {
    JsonConverter converter = new JsonConverter();
    converter.configure(
        Map.of(
            "schemas.enable",
            Boolean.toString(schemas),
            "converter.type",
            "value",
            "replace.null.with.default",
            "false"));
    List<SinkRecord> records = new ArrayList<>();
    for (JsonNode record : document.get("records")) {
      String topic = record.get("topic").asText();
      SchemaAndValue key = part(converter, topic, record.get("key"), schemas);
      SchemaAndValue value = part(converter, topic, record.get("value"), schemas);
      long offset = offsets.merge(topic, 1L, Long::sum) - 1;
      records.add(
          new SinkRecord(
              topic, 0, key.schema(), key.value(), value.schema(), value.value(), offset));
    }
    return records.toArray(SinkRecord[]::new);
  }

  private SchemaAndValue part(
      JsonConverter converter, String topic, JsonNode part, boolean schemas) {
    if (part.isNull()) {
      return SchemaAndValue.NULL;
    }
    ObjectNode whole = JSON.createObjectNode();
    whole.set("schema", document.get("schemas").get(part.get("schema").asInt()));
    whole.set("payload", part.get("payload"));
    try {
      byte[] text = JSON.writeValueAsBytes(schemas ? whole : part.get("payload"));
      return converter.toConnectData(topic, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
