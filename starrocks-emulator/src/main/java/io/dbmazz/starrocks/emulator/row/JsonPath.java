package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path of {@code jsonpaths} or {@code json_root}: {@code $.a.b[0]}, {@code $."a.b"}. */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile("\\.\"([^\"]+)\"|\\.([^.\\[\\]\"]+)|\\[(\\d+)]");

  private final JsonPointer pointer;

  private JsonPath(JsonPointer pointer) {
    this.pointer = pointer;
  }

  static JsonPath parse(String path) {
    if (!path.startsWith("$")) {
      throw new LoadException("Invalid json path: " + path);
    }
    JsonPointer pointer = JsonPointer.empty();
    Matcher step = STEP.matcher(path);
    int position = 1;
    while (position < path.length()) {
      if (!step.find(position) || step.start() != position) {
        throw new LoadException("Invalid json path: " + path);
      }
      position = step.end();
      pointer =
          step.group(3) == null
              ? pointer.appendProperty(step.group(1) == null ? step.group(2) : step.group(1))
              : pointer.appendIndex(Integer.parseInt(step.group(3)));
    }
    return new JsonPath(pointer);
  }

  /** What the path leads to; a missing node when it leads nowhere. */
  JsonNode in(JsonNode document) {
    return document.at(pointer);
  }
}
