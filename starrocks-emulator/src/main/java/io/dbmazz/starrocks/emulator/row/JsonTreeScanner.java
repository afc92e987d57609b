package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** JSON with {@code json_root} or {@code jsonpaths}: whole documents in memory. */
final class JsonTreeScanner implements RowScanner {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonText.FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final LoadFormat.Json format;
  private final SourceFields fields;
  private final Optional<JsonPath> root;
  private final List<JsonPath> paths;

  JsonTreeScanner(LoadFormat.Json format, SourceFields fields) {
    this.format = format;
    this.fields = fields;
    this.root = format.root().map(JsonPath::parse);
    this.paths = format.paths().map(JsonTreeScanner::paths).orElseGet(List::of);
  }

  private static List<JsonPath> paths(String header) {
    try {
      JsonNode array = MAPPER.readTree(header);
      List<JsonPath> paths = new ArrayList<>();
      array.forEach(path -> paths.add(JsonPath.parse(path.asText())));
      return paths;
    } catch (JsonProcessingException e) {
      throw new LoadException("Invalid json path: " + header, e);
    }
  }

  @Override
  public void scan(InputStream body, Consumer<Object[]> rows) throws IOException {
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (root.isPresent()) {
        scanRoots(parser, rows);
      } else {
        JsonFraming.forEachDocument(
            parser, format.stripOuterArray(), () -> row(MAPPER.readTree(parser), rows));
      }
    } catch (JsonProcessingException e) {
      throw JsonFraming.malformed(e);
    }
  }

  /**
   * The root is looked for in each document; an array found there is stripped like an outer one.
   */
  private void scanRoots(JsonParser parser, Consumer<Object[]> rows) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      JsonNode document = MAPPER.readTree(parser);
      JsonNode found = root.get().in(document);
      try (JsonParser inner = MAPPER.treeAsTokens(found)) {
        JsonFraming.forEachDocument(
            inner, format.stripOuterArray(), () -> row(MAPPER.readTree(inner), rows));
      }
    }
  }

  private void row(JsonNode node, Consumer<Object[]> rows) {
    Object[] row = new Object[fields.size()];
    if (paths.isEmpty()) {
      node.properties()
          .forEach(
              field -> {
                int slot = fields.slot(field.getKey());
                if (slot >= 0) {
                  row[slot] = value(field.getValue(), fields.converter(slot));
                }
              });
    }
    for (int slot = 0; slot < Math.min(paths.size(), row.length); slot++) {
      row[slot] = value(paths.get(slot).in(node), fields.converter(slot));
    }
    rows.accept(row);
  }

  private static Object value(JsonNode node, Converter converter) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> null;
      case STRING -> converter.text(node.textValue());
      case NUMBER -> converter.number(node.asText());
      case BOOLEAN -> converter.bool(node.booleanValue());
      default -> converter.structure(node.toString());
    };
  }
}
