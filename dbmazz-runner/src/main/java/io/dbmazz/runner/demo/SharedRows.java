package io.dbmazz.runner.demo;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * What the writers have in common, used by all of their threads and the screen's: ids, the
 * committed documents, and when orders were committed.
 */
final class SharedRows {

  private static final int MOST_DOCUMENTS = 300;

  private final AtomicLong orderIds = new AtomicLong(DemoTables.ORDERS_BEFORE);
  private final AtomicLong documentIds = new AtomicLong(DemoTables.DOCUMENTS_BEFORE);
  private final List<Long> documents = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListMap<Long, Long> commitNanos = new ConcurrentSkipListMap<>();
  private final LongSupplier nanoClock;

  SharedRows(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    LongStream.rangeClosed(1, DemoTables.DOCUMENTS_BEFORE).forEach(documents::add);
  }

  long nextOrder() {
    return orderIds.incrementAndGet();
  }

  long nextDocument() {
    return documentIds.incrementAndGet();
  }

  /** Whether there are as many documents as the demo's memory should hold. */
  boolean isFullOfDocuments() {
    return documentIds.get() >= MOST_DOCUMENTS;
  }

  boolean hasDocuments() {
    return !documents.isEmpty();
  }

  /** Any committed document; there must be one. */
  long anyDocument(Random random) {
    return documents.get(random.nextInt(documents.size()));
  }

  void documentCommitted(long product) {
    documents.add(product);
  }

  void orderCommitted(long order) {
    commitNanos.put(order, nanoClock.getAsLong());
  }

  /**
   * Age of the oldest committed order that is newer than all in the target.
   *
   * @param newestInTarget highest order id there; orders up to it are forgotten
   * @return nanoseconds; 0 when the target has them all
   */
  long lagNanos(long newestInTarget) {
    commitNanos.headMap(newestInTarget, true).clear();
    Map.Entry<Long, Long> oldest = commitNanos.firstEntry();
    return oldest == null ? 0 : nanoClock.getAsLong() - oldest.getValue();
  }
}
