package io.dbmazz.runner.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The keys of the rows that one writer has inserted and not deleted. Only that writer changes them,
 * so writers never wait for each other. Not thread-safe.
 *
 * @param <K> the key
 */
final class OwnedRows<K> {

  private final List<K> keys = new ArrayList<>();
  private final Random random;

  OwnedRows(Random random) {
    this.random = random;
  }

  void add(K key) {
    keys.add(key);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Any of the rows; there must be one. */
  K any() {
    return keys.get(random.nextInt(keys.size()));
  }

  /** Removes any of the rows; there must be one. */
  K removeAny() {
    int index = random.nextInt(keys.size());
    K key = keys.get(index);
    K last = keys.remove(keys.size() - 1);
    if (index < keys.size()) {
      keys.set(index, last);
    }
    return key;
  }
}
