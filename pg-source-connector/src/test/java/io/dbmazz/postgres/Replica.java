package io.dbmazz.postgres;

import io.dbmazz.record.ChangeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What a target would hold that applies records in their order: rows by topic and key. */
final class Replica {

  private final Map<String, Map<Struct, Struct>> keyed = new HashMap<>();
  private final Map<String, List<Struct>> keyless = new HashMap<>();

  Replica apply(List<SourceRecord> records) {
    Rows.of(records).forEach(this::apply);
    return this;
  }

  private void apply(SourceRecord record) {
    ChangeRecord change = Rows.change(record);
    Struct key = (Struct) record.key();
    switch (change.operation()) {
      case CREATE, READ, UPDATE -> {
        Struct row = change.after().orElseThrow();
        if (key == null) {
          keyless.computeIfAbsent(record.topic(), topic -> new ArrayList<>()).add(row);
        } else {
          keep(change, row, rows(record.topic()).get(key));
          rows(record.topic()).put(key, row);
        }
      }
      case DELETE -> rows(record.topic()).remove(key);
      case TRUNCATE -> {
        rows(record.topic()).clear();
        keyless.remove(record.topic());
      }
    }
  }

  private static void keep(ChangeRecord change, Struct row, Struct former) {
    for (String column : change.unchanged()) {
      if (former != null) {
        row.put(column, former.get(column));
      }
    }
  }

  private Map<Struct, Struct> rows(String topic) {
    return keyed.computeIfAbsent(topic, name -> new HashMap<>());
  }

  /** Rows by key, as texts, without types. */
  Map<String, String> table(String topic) {
    Map<String, String> texts = new TreeMap<>();
    rows(topic).forEach((key, row) -> texts.put(text(key), text(row)));
    return texts;
  }

  /** A column of the rows of a table without a key, sorted. */
  List<Object> column(String topic, String column) {
    return keyless.getOrDefault(topic, List.of()).stream()
        .map(row -> row.get(column))
        .sorted()
        .toList();
  }

  private static String text(Struct row) {
    List<String> values = new ArrayList<>();
    for (Field field : row.schema().fields()) {
      values.add(String.valueOf(row.get(field)));
    }
    return String.join("|", values);
  }
}
