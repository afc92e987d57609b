package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Enums: the label, under a schema that lists the labels there are. */
final class Enums {

  private Enums() {}

  static ColumnType enumeration(Oid type, List<String> labels) {
    Map<String, String> known = new HashMap<>();
    labels.forEach(label -> known.put(label, label));
    return new ColumnType(
        () ->
            SchemaBuilder.string()
                .name("io.debezium.data.Enum")
                .version(1)
                .parameter("allowed", String.join(",", labels)),
        (data, offset, length) -> {
          String read = Utf8.decode(data, offset, length);
          String label = known.get(read);
          if (label == null) {
            throw new UnknownEnumLabelException(type, read);
          }
          return label;
        });
  }
}
