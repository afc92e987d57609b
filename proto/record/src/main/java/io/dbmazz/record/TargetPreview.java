package io.dbmazz.record;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A sink connector that can say what it will do to the tables that records go to. The counterpart
 * of {@link RecordPreview}.
 */
public interface TargetPreview {

  /**
   * The statements that the sink would run before it takes such records, in order; none when every
   * table is as it has to be. Looks at the target and changes nothing.
   *
   * @param config a configuration in which {@code validate} finds no fault
   * @param records with schemas; their values do not matter
   * @throws org.apache.kafka.connect.errors.ConnectException when the target cannot be looked at,
   *     or a table cannot be made for the records
   */
  List<String> statements(Map<String, String> config, List<SinkRecord> records);
}
