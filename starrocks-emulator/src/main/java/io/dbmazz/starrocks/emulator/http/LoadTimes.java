package io.dbmazz.starrocks.emulator.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the parts of a load took. Used by the load's thread alone. */
final class LoadTimes {
  /** The parts, in the order of the answer. */
  enum Part {
    BEGIN("BeginTxnTimeMs"),
    PLAN("StreamLoadPlanTimeMs"),
    READ("ReadDataTimeMs"),
    WRITE("WriteDataTimeMs"),
    COMMIT("CommitAndPublishTimeMs");

    private final String field;

    Part(String field) {
      this.field = field;
    }
  }

  private final long start = System.nanoTime();
  private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
  private long since = start;

  /** The time since the last part ended belongs to this one. */
  void ended(Part part) {
    long now = System.nanoTime();
    nanos.merge(part, now - since, Long::sum);
    since = now;
  }

  void put(Map<String, Object> fields) {
    fields.put("LoadTimeMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    for (Part part : Part.values()) {
      fields.put(part.field, TimeUnit.NANOSECONDS.toMillis(nanos.getOrDefault(part, 0L)));
    }
  }
}
