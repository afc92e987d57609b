package io.dbmazz.starrocks.emulator.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels that a leader has sent to a back end, the newest 4096, after
 * TransactionLoadCoordinatorMgr.java. For the front ends' threads.
 */
final class Coordinators {
  private static final int CAPACITY = 4096;

  private final Map<String, Boolean> labels =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized void add(String label) {
    labels.put(label, true);
  }

  synchronized boolean know(String label) {
    return labels.containsKey(label);
  }

  synchronized void forgetAll() {
    labels.clear();
  }
}
