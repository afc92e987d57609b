package io.dbmazz.postgres.snapshot;

import java.util.Collection;
import java.util.Map;

/** Reads stored offsets. Called by the coordinating thread and by whoever stores offsets. */
@FunctionalInterface
public interface OffsetLookup {

  /** The offsets of partitions; those that have none are missing or null. */
  Map<Map<String, String>, Map<String, Object>> find(Collection<Map<String, String>> partitions);
}
