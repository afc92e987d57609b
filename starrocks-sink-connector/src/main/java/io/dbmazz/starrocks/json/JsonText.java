package io.dbmazz.starrocks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Is a text one JSON document? What is embedded unseen could end the row and begin another. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /**
   * Returns when the text is exactly one JSON document.
   *
   * @throws RefusedValueException otherwise, or when it is nested deeper than the parsers go
   */
  static void check(String text) {
    if (!isDocument(text)) {
      throw new RefusedValueException("text is not one JSON document, or nested too deep");
    }
  }

  /** The text of a JSON scalar: a string's content, the digits of a number. */
  static String decoded(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading JSON that was just written", e);
    }
  }

  static boolean isDocument(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading text in memory", e);
    }
  }
}
