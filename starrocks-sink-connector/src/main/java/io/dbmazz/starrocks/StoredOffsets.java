package io.dbmazz.starrocks;

import io.dbmazz.starrocks.table.OffsetsTable;
import io.dbmazz.starrocks.table.TableCatalog;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a connector keeps in StarRocks, for whoever sets them by hand. */
record StoredOffsets(OffsetsTable table) {

  static StoredOffsets of(StarRocksSinkConfig config) {
    TableCatalog catalog = StarRocks.catalog(config);
    return new StoredOffsets(new OffsetsTable(catalog, config.offsetsTable(), config.connector()));
  }

  /**
   * Sets them.
   *
   * @param offsets of the next record, by partition; null removes one
   */
  void alter(Map<TopicPartition, Long> offsets) {
    table.create();
    offsets.forEach(
        (partition, next) ->
            table.alter(partition, next == null ? OptionalLong.empty() : OptionalLong.of(next)));
  }
}
