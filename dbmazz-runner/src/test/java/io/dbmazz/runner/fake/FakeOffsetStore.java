package io.dbmazz.runner.fake;

import io.dbmazz.runner.offset.OffsetStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Offsets in memory, with what happened to them. Used by the test and the runner's threads. */
public final class FakeOffsetStore implements OffsetStore {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final List<Long> saved = new ArrayList<>();
  private final BlockingQueue<RuntimeException> saveFailures = new LinkedBlockingQueue<>();

  @Override
  public synchronized Optional<Map<String, Object>> load(Map<String, ?> partition) {
    return Optional.ofNullable(offsets.get(partition));
  }

  @Override
  public synchronized void save(Map<String, ?> partition, Map<String, ?> offset) {
    RuntimeException failure = saveFailures.poll();
    if (failure != null) {
      throw failure;
    }
    offsets.put(partition, new HashMap<>(offset));
    if (offset.get("end_lsn") instanceof Number lsn) {
      saved.add(lsn.longValue());
    }
  }

  @Override
  public synchronized void delete(Map<String, ?> partition) {
    offsets.remove(partition);
  }

  @Override
  public void close() {}

  /** The next save throws this. */
  public void failSave(RuntimeException failure) {
    saveFailures.add(failure);
  }

  /** LSNs saved, in order. */
  public synchronized List<Long> saved() {
    return List.copyOf(saved);
  }

  public synchronized boolean isEmpty() {
    return offsets.isEmpty();
  }
}
