package io.dbmazz.runner.demo.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;

/**
 * A JSON document whose equality is that of its meaning: keys in any order, {@code 1.0} equals
 * {@code 1}.
 */
record JsonDocument(JsonNode root) {

  private static final ObjectMapper READER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
          return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
      };

  /**
   * Parses a document.
   *
   * @throws IllegalStateException when it is not JSON; the document is not quoted
   */
  static JsonDocument parse(String text) {
    try {
      return new JsonDocument(READER.readTree(text));
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the document.
      throw new IllegalStateException(
          "Not a JSON document: broken at column " + e.getLocation().getColumnNr());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonDocument document && root.equals(BY_VALUE, document.root);
  }

  @Override
  public int hashCode() {
    return root.getNodeType().hashCode() * 31 + root.size();
  }
}
