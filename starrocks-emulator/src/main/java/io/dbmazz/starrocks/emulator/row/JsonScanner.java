package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** JSON objects, whose keys are source fields, read token by token. */
final class JsonScanner implements RowScanner {
  private final LoadFormat.Json format;
  private final SourceFields fields;

  JsonScanner(LoadFormat.Json format, SourceFields fields) {
    this.format = format;
    this.fields = fields;
  }

  @Override
  public void scan(InputStream body, Consumer<Object[]> rows) throws IOException {
    try (JsonParser parser = JsonText.FACTORY.createParser(body)) {
      Object[] row = new Object[fields.size()];
      JsonFraming.forEachDocument(
          parser,
          format.stripOuterArray(),
          () -> {
            read(parser, row);
            rows.accept(row);
          });
    } catch (JsonProcessingException e) {
      throw JsonFraming.malformed(e);
    }
  }

  private void read(JsonParser parser, Object[] row) throws IOException {
    Arrays.fill(row, null);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int slot = fields.slot(parser.currentName());
      JsonToken token = parser.nextToken();
      if (slot < 0) {
        parser.skipChildren();
      } else {
        row[slot] = value(parser, token, fields.converter(slot));
      }
    }
  }

  private static Object value(JsonParser parser, JsonToken token, Converter converter)
      throws IOException {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> converter.text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> converter.number(parser.getText());
      case VALUE_TRUE -> converter.bool(true);
      case VALUE_FALSE -> converter.bool(false);
      case START_OBJECT, START_ARRAY -> converter.structure(JsonText.minified(parser));
      default -> throw new IllegalStateException("a JSON value starts with " + token);
    };
  }
}
