package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reading and minifying JSON. */
final class JsonText {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(1_000_000)
                  .build())
          .build();

  private JsonText() {}

  /** The structure the parser stands at, minified, numbers as written; moves to its end. */
  static String minified(JsonParser parser) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.copyCurrentStructureExact(parser);
    }
    return out.toString();
  }

  /**
   * The text as a JSON column stores it, numbers held as int64 or double; empty when it is not one
   * JSON value.
   */
  static Optional<String> normalized(String text) {
    StringWriter out = new StringWriter(text.length());
    try (JsonParser parser = FACTORY.createParser(text);
        JsonGenerator generator = FACTORY.createGenerator(out)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      generator.copyCurrentStructure(parser);
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
      generator.flush();
      return Optional.of(out.toString());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading JSON from memory", e);
    }
  }
}
