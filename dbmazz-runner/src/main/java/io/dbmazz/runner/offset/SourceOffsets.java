package io.dbmazz.runner.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Offsets of source partitions as one text, so that they can be kept where the rows are.
 *
 * @param byPartition offset by partition
 */
public record SourceOffsets(Map<Map<String, ?>, Map<String, ?>> byPartition) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A JSON array of pairs. */
  public String toText() {
    ArrayNode pairs = MAPPER.createArrayNode();
    try {
      for (Map.Entry<Map<String, ?>, Map<String, ?>> entry : byPartition.entrySet()) {
        ArrayNode pair = pairs.addArray();
        pair.add(MAPPER.readTree(OffsetJson.write(entry.getKey())));
        pair.add(MAPPER.readTree(OffsetJson.write(entry.getValue())));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An offset that was written as JSON is none", e);
    }
    return pairs.toString();
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @throws ConnectException when it is anything else
   */
  public static SourceOffsets parse(String text) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new LinkedHashMap<>();
    try {
      for (JsonNode pair : MAPPER.readTree(text)) {
        offsets.put(
            OffsetJson.read(pair.get(0).toString()), OffsetJson.read(pair.get(1).toString()));
      }
    } catch (JsonProcessingException | RuntimeException e) {
      throw new ConnectException(
          "The source offset that the sink has kept is not readable: it was not written by this"
              + " program",
          e);
    }
    return new SourceOffsets(offsets);
  }
}
