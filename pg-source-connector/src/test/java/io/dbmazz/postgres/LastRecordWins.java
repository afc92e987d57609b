package io.dbmazz.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A consumer that knows nothing of versions: for each key, the last record is the row. It notices
 * when a row goes back, by a column {@code rev} that no two states of rows share and that rises.
 */
final class LastRecordWins {

  private static final String LOST = "(lost)";

  private final Map<Object, Map<String, Object>> rows = new HashMap<>();
  private final Map<Object, Set<Object>> replaced = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final String topic;
  private int reads;

  /**
   * @param topic of the table
   */
  LastRecordWins(String topic) {
    this.topic = topic;
  }

  void accept(List<SourceRecord> records) {
    records.stream().filter(record -> record.topic().equals(topic)).forEach(this::accept);
  }

  private void accept(SourceRecord record) {
    if (record.value() == null) {
      return;
    }
    Struct value = (Struct) record.value();
    String op = value.getString("op");
    if (op.equals("t")) {
      Set.copyOf(rows.keySet()).forEach(this::remove);
    } else if (op.equals("d")) {
      remove(key(record));
    } else {
      put(key(record), value);
    }
  }

  private static Object key(SourceRecord record) {
    Struct key = (Struct) record.key();
    return key.schema().fields().stream().map(field -> text(key.get(field))).toList();
  }

  private void remove(Object key) {
    Map<String, Object> before = rows.remove(key);
    if (before != null) {
      replaced.computeIfAbsent(key, k -> new HashSet<>()).add(before.get("rev"));
    }
  }

  private void put(Object key, Struct value) {
    boolean read = value.getString("op").equals("r");
    reads += read ? 1 : 0;
    Map<String, Object> before = rows.getOrDefault(key, Map.of());
    Map<String, Object> after = row(value, before);
    Object rev = after.get("rev");
    boolean repeated = rev.equals(before.get("rev"));
    if (replaced.getOrDefault(key, Set.of()).contains(rev)
        || (read && before.get("rev") instanceof Long now && now > (Long) rev)
        || (!read && repeated)) {
      violations.add(key + " went from " + before.get("rev") + " back to " + rev + ": " + value);
    }
    if (!repeated && before.containsKey("rev")) {
      replaced.computeIfAbsent(key, k -> new HashSet<>()).add(before.get("rev"));
    }
    rows.put(key, after);
  }

  private static Map<String, Object> row(Struct value, Map<String, Object> before) {
    Struct after = value.getStruct("after");
    Map<String, Object> row = new TreeMap<>();
    for (Field field : after.schema().fields()) {
      row.put(field.name(), after.get(field));
    }
    List<String> unchanged = value.getStruct("source").getArray("unchanged");
    if (unchanged != null) {
      unchanged.forEach(column -> row.put(column, before.getOrDefault(column, LOST)));
    }
    return row;
  }

  /** What a person would write. */
  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
        : String.valueOf(value);
  }

  /** Rows by key, each column as text. */
  Map<Object, Map<String, String>> rows() {
    Map<Object, Map<String, String>> texts = new HashMap<>();
    rows.forEach(
        (key, row) -> {
          Map<String, String> columns = new TreeMap<>();
          row.forEach((column, value) -> columns.put(column, text(value)));
          texts.put(key, columns);
        });
    return texts;
  }

  /** What should never happen. */
  List<String> violations() {
    return violations;
  }

  /** Records of operation r. */
  int reads() {
    return reads;
  }
}
