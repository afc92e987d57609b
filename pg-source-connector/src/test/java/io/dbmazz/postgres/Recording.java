package io.dbmazz.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records as Kafka's JsonConverter writes them, in one document: each schema once, and records that
 * refer to it by its number.
 */
final class Recording {

  /** Differ from run to run. */
  private static final Set<String> VOLATILE =
      Set.of("ts_ms", "ts_us", "ts_ns", "lsn", "txId", "sequence", "db", "__lsn", "__source_ts_ms");

  private static final Pattern TRANSACTION = Pattern.compile("\\d+:\\d+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> schemas = new ArrayList<>();
  private final List<JsonNode> records = new ArrayList<>();
  private final JsonConverter converter = new JsonConverter();

  private Recording() {
    converter.configure(
        Map.of(
            "schemas.enable", "true",
            "converter.type", "value",
            "replace.null.with.default", "false"));
  }

  static Recording of(List<SourceRecord> records) {
    Recording recording = new Recording();
    records.forEach(recording::add);
    return recording;
  }

  private void add(SourceRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("topic", record.topic());
    node.set("key", part(record.topic(), record.keySchema(), record.key()));
    node.set("value", part(record.topic(), record.valueSchema(), record.value()));
    records.add(node);
  }

  private JsonNode part(String topic, Schema schema, Object value) {
    if (value == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode node = (ObjectNode) parse(converter.fromConnectData(topic, schema, value));
    JsonNode described = node.get("schema");
    if (!schemas.contains(described)) {
      schemas.add(described);
    }
    node.put("schema", schemas.indexOf(described));
    return node;
  }

  /** One line for each schema and each record. */
  String text() {
    return "{\n\"schemas\": [\n"
        + lines(schemas)
        + "\n],\n\"records\": [\n"
        + lines(records)
        + "\n]\n}\n";
  }

  private static String lines(List<JsonNode> nodes) {
    return nodes.stream().map(JsonNode::toString).collect(Collectors.joining(",\n"));
  }

  /** A document without what differs from run to run. */
  static JsonNode comparable(String text) {
    JsonNode document = parse(text.getBytes(UTF_8));
    clear(document);
    return document;
  }

  private static void clear(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (VOLATILE.contains(member.getKey()) || isTransaction(member)) {
          member.setValue(JsonNodeFactory.instance.nullNode());
        } else {
          clear(member.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(Recording::clear);
    }
  }

  /** Named by its number and LSN. */
  private static boolean isTransaction(Map.Entry<String, JsonNode> member) {
    return member.getKey().equals("id")
        && TRANSACTION.matcher(member.getValue().asText()).matches();
  }

  private static JsonNode parse(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON", e);
    }
  }
}
