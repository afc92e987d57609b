package io.dbmazz.runner.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** Partitions and offsets as JSON objects of primitives; keys sorted, so that equal maps match. */
final class OffsetJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private OffsetJson() {}

  /**
   * Writes a map as a worker could store it.
   *
   * @throws DataException when a value is not a string, number, boolean or null
   */
  static String write(Map<String, ?> map) {
    map.forEach(OffsetJson::requirePrimitive);
    try {
      return MAPPER.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new DataException("Offset with keys " + map.keySet() + " cannot be written as JSON", e);
    }
  }

  private static void requirePrimitive(String key, Object value) {
    if (value != null
        && !(value instanceof String)
        && !(value instanceof Number)
        && !(value instanceof Boolean)) {
      throw new DataException(
          "Offset key '" + key + "' holds a " + value.getClass().getName() + ", not a primitive");
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws JsonProcessingException when the text is anything but one JSON object
   */
  static Map<String, Object> read(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, MAP);
  }
}
