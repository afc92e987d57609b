package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Documents one after another, or one array of them (be/src/exec/json_scanner.cpp). */
final class JsonFraming {
  private JsonFraming() {}

  /** Reads the document whose first brace the parser stands at, up to its last. */
  @FunctionalInterface
  interface Document {
    void read() throws IOException;
  }

  static void forEachDocument(JsonParser parser, boolean stripOuterArray, Document document)
      throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first == JsonToken.START_ARRAY) {
      array(parser, stripOuterArray, document);
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw new LoadException("illegal json started with " + parser.getText().substring(0, 1));
    }
    for (JsonToken token = first; token != null; token = parser.nextToken()) {
      object(parser, token, document);
    }
  }

  private static void array(JsonParser parser, boolean stripOuterArray, Document document)
      throws IOException {
    if (!stripOuterArray) {
      throw new LoadException(
          "The value is array type in json document stream, you can set strip_outer_array=true"
              + " to parse each element of the array as individual rows");
    }
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      object(parser, token, document);
    }
    if (parser.nextToken() != null) {
      throw new LoadException("Unrecognized json format, stop json loader.");
    }
  }

  private static void object(JsonParser parser, JsonToken token, Document document)
      throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new LoadException("Unrecognized json format, stop json loader. " + at(parser));
    }
    document.read();
  }

  static LoadException malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null ? "" : " At byte " + e.getLocation().getByteOffset() + ".";
    return new LoadException("Unrecognized json format, stop json loader." + where, e);
  }

  private static String at(JsonParser parser) {
    return "A row is an object, but at byte "
        + parser.currentTokenLocation().getByteOffset()
        + " there is none.";
  }
}
