package io.dbmazz.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A consumer of a table without keys: counts rows by what is in them. It notices when a row is
 * removed that it does not have, once a truncate has told it that it has all.
 */
final class BagOfRows {

  private final Map<Map<String, String>, Integer> rows = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final String topic;
  private int reads;
  private int truncates;

  /**
   * @param topic of the table
   */
  BagOfRows(String topic) {
    this.topic = topic;
  }

  void accept(List<SourceRecord> records) {
    records.stream().filter(record -> record.topic().equals(topic)).forEach(this::accept);
  }

  private void accept(SourceRecord record) {
    Struct value = (Struct) record.value();
    switch (value.getString("op")) {
      case "t" -> {
        rows.clear();
        truncates++;
      }
      case "d" -> remove(value);
      case "u" -> {
        remove(value);
        add(value);
      }
      case "r" -> {
        reads++;
        add(value);
      }
      default -> add(value);
    }
  }

  private void add(Struct value) {
    rows.merge(texts(value.getStruct("after")), 1, Integer::sum);
  }

  private void remove(Struct value) {
    Map<String, String> before = texts(value.getStruct("before"));
    if (!rows.containsKey(before) && truncates > 0) {
      violations.add(
          "No row " + before.get("id") + " of revision " + before.get("rev") + " to change");
    }
    rows.computeIfPresent(before, (row, count) -> count == 1 ? null : count - 1);
  }

  private static Map<String, String> texts(Struct row) {
    Map<String, String> texts = new TreeMap<>();
    for (Field field : row.schema().fields()) {
      texts.put(field.name(), String.valueOf(row.get(field)));
    }
    return texts;
  }

  /** Rows of which there are more, or with a negative number fewer, than here. */
  Map<Map<String, String>, Integer> lacks(Map<Map<String, String>, Integer> source) {
    Map<Map<String, String>, Integer> difference = new HashMap<>(source);
    rows.forEach((row, count) -> difference.merge(row, -count, Integer::sum));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }

  /** What should never happen. */
  List<String> violations() {
    return violations;
  }

  /** Records of operation r. */
  int reads() {
    return reads;
  }

  /** Records of operation t. */
  int truncates() {
    return truncates;
  }
}
