package io.dbmazz.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** An offset store in memory, which outlives the tasks that use it. */
final class TestingOffsets implements OffsetStorageReader {

  private final Map<Map<String, ?>, Map<String, ?>> offsets = new ConcurrentHashMap<>();

  void store(Map<String, ?> partition, Map<String, ?> offset) {
    offsets.put(Map.copyOf(partition), Map.copyOf(offset));
  }

  void clear() {
    offsets.clear();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return (Map<String, Object>) offsets.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    for (Map<String, T> partition : partitions) {
      Map<String, Object> offset = offset(partition);
      if (offset != null) {
        found.put(partition, offset);
      }
    }
    return found;
  }
}
