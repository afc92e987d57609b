package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record in quarantine.
 *
 * @param id the same when the source gives the same change again after a crash
 * @param kept when, UTC
 * @param topic as the sink was given it
 * @param offset in this process's topic
 * @param position commit LSN and place in the transaction; empty for records of other sources
 * @param operation {@code c}, {@code u}, {@code d}, {@code r} or {@code t}; empty as position is
 * @param reason names table, column where known and rule, never a value
 * @param record to be made again
 */
public record Entry(
    String id,
    Instant kept,
    String topic,
    long offset,
    Optional<String> position,
    Optional<String> operation,
    String reason,
    JsonNode record) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_LENGTH = 16;

  static Entry of(SinkRecord record, Throwable reason, Instant now) {
    Optional<RowPosition> position = RowPosition.of(record);
    ObjectNode json = RecordJson.write(record);
    return new Entry(
        id(record, position, json),
        now,
        record.topic(),
        record.originalKafkaOffset(),
        position.map(RowPosition::toString),
        position.map(RowPosition::operation),
        String.valueOf(reason.getMessage()),
        json);
  }

  /**
   * Where the place in the source says all, the offset, another one in each process, is left out.
   */
  private static String id(SinkRecord record, Optional<RowPosition> position, ObjectNode json) {
    String place =
        position
            .filter(known -> known.ordinal().isPresent())
            .map(known -> known + known.operation())
            .orElse(json.get("value") + "@" + record.originalKafkaOffset());
    byte[] text =
        (record.topic() + "\n" + json.get("key") + "\n" + place).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** One line, without its end. */
  String toLine() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("kept", kept.toString()).put("topic", topic).put("offset", offset);
    position.ifPresent(place -> json.put("position", place));
    operation.ifPresent(name -> json.put("operation", name));
    json.put("reason", reason).set("record", record);
    return json.toString();
  }

  /**
   * Reads a line.
   *
   * @throws JsonProcessingException when it is no JSON
   * @throws RuntimeException when the JSON is no entry
   */
  static Entry ofLine(String line) throws JsonProcessingException {
    JsonNode json = JSON.readTree(line);
    return new Entry(
        json.required("id").asText(),
        Instant.parse(json.required("kept").asText()),
        json.required("topic").asText(),
        json.required("offset").asLong(),
        text(json, "position"),
        text(json, "operation"),
        json.required("reason").asText(),
        json.required("record"));
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
  }
}
