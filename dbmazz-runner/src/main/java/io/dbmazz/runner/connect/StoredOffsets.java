package io.dbmazz.runner.connect;

import io.dbmazz.runner.offset.OffsetStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The offset store as tasks see it, and the only way to it. Used by the pipeline's thread and by
 * the source's threads: the store itself is called by one at a time, and what it is known to hold
 * is answered from memory, so that a task may ask after every commit.
 */
public final class StoredOffsets implements OffsetStorageReader {

  private final Supplier<OffsetStore> opener;
  private final Map<Map<String, ?>, Optional<Map<String, Object>>> known =
      new ConcurrentHashMap<>();
  private Optional<OffsetStore> opened = Optional.empty();

  /**
   * Offsets of a store that is opened when first used.
   *
   * @param opener called again by the next use after it has thrown
   */
  public StoredOffsets(Supplier<OffsetStore> opener) {
    this.opener = opener;
  }

  private OffsetStore store() {
    if (opened.isEmpty()) {
      opened = Optional.of(opener.get());
    }
    return opened.get();
  }

  /** The stored offset, or null when there is none, as the interface demands. */
  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return find(partition).orElse(null);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }

  /** The stored offset of a partition. */
  public Optional<Map<String, Object>> find(Map<String, ?> partition) {
    Optional<Map<String, Object>> offset = known.get(partition);
    return offset == null ? load(partition) : offset;
  }

  private synchronized Optional<Map<String, Object>> load(Map<String, ?> partition) {
    Optional<Map<String, Object>> loaded = store().load(partition);
    known.put(Map.copyOf(partition), loaded);
    return loaded;
  }

  /** Saves durably; readers see the offset only afterwards. */
  public synchronized void save(Map<String, ?> partition, Map<String, ?> offset) {
    store().save(partition, offset);
    known.put(Map.copyOf(partition), Optional.of(Map.copyOf(offset)));
  }

  /** Forgets a partition. */
  public synchronized void delete(Map<String, ?> partition) {
    store().delete(partition);
    known.put(Map.copyOf(partition), Optional.empty());
  }

  /** Asks the store again from now on: an operator may have changed it while no source ran. */
  public void refresh() {
    known.clear();
  }

  /** Closes the store. */
  public synchronized void close() {
    opened.ifPresent(OffsetStore::close);
  }
}
