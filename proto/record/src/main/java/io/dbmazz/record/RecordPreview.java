package io.dbmazz.record;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A source connector that can say what its records will look like. The embedded runner asks, where
 * both connectors share a class loader; to a worker this means nothing.
 */
public interface RecordPreview {

  /**
   * One record for each captured table, as the table is now: with the topic, the schemas and the
   * {@code source} of its changes, and a row whose values mean nothing. Looks at the source and
   * changes nothing; connects to nothing else and leaves nothing open.
   *
   * @param config a configuration in which {@code validate} finds no fault
   * @throws org.apache.kafka.connect.errors.ConnectException when the source cannot be looked at
   */
  List<SourceRecord> preview(Map<String, String> config);
}
