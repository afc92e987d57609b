package io.dbmazz.postgres;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A process of its own, with a heap of its own, that runs a task and expects the rows 1 to n of one
 * table in order.
 */
final class LargeTransactionReader {

  private LargeTransactionReader() {}

  /**
   * Ends with 0 when all rows have come.
   *
   * @param arguments the number of rows, then the configuration as key=value
   */
  public static void main(String[] arguments) {
    long rows = Long.parseLong(arguments[0]);
    Map<String, String> properties = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      properties.put(pair[0], pair[1]);
    }
    long startedAt = System.nanoTime();
    try (TestingWorker worker = new TestingWorker(new TestingOffsets()).start(properties)) {
      read(worker, rows);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - startedAt);
    System.out.printf(
        "%d rows in %d ms, peak of the old generation %d MiB of a heap of %d MiB%n",
        rows, taken.toMillis(), peak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static void read(TestingWorker worker, long rows) {
    long next = 1;
    while (next <= rows) {
      List<SourceRecord> records = worker.poll();
      for (SourceRecord record : records) {
        long id = ((Struct) record.key()).getInt64("id");
        if (id != next++) {
          throw new IllegalStateException("Row " + id + " came where " + (next - 1) + " was due");
        }
      }
      if (!records.isEmpty()) {
        worker.deliver(records);
      }
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().contains("Tenured"))
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
