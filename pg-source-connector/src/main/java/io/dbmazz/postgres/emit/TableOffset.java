package io.dbmazz.postgres.emit;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a table's snapshot stands, in Connect's form. Made once for all records that share it.
 *
 * @param partition of the table
 * @param offset of its snapshot
 */
public record TableOffset(Map<String, ?> partition, Map<String, ?> offset) {

  /** The maps are immutable, the partition's in the order of every worker's offsets. */
  public TableOffset {
    partition = Collections.unmodifiableMap(new HashMap<>(partition));
    offset = Map.copyOf(offset);
  }
}
