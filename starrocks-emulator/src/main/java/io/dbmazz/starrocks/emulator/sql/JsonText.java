package io.dbmazz.starrocks.emulator.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/** JSON as text. */
final class JsonText {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /**
   * The text without white space between its tokens.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static String minified(String text) {
    try {
      return JSON.writeValueAsString(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      // The parser's own message would quote the document.
      throw new IllegalArgumentException(
          "Not JSON: error at offset " + e.getLocation().getCharOffset());
    }
  }

  /** The text as a JSON string. */
  static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
