package io.dbmazz.runner.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What tells a change of table orders from all others.
 *
 * @param transaction PostgreSQL's id of it
 */
record Change(String operation, long id, long transaction) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads envelopes that JsonConverter wrote with schemas; tombstones are left out. */
  static List<Change> of(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.value() != null) {
        changes.add(of(JSON.readTree(record.value()).get("payload")));
      }
    }
    return changes;
  }

  private static Change of(JsonNode envelope) {
    String operation = envelope.get("op").asText();
    JsonNode row = envelope.get(operation.equals("d") ? "before" : "after");
    return new Change(operation, row.get("id").asLong(), envelope.at("/source/txId").asLong());
  }
}
