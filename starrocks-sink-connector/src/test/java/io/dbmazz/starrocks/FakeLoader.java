package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.table.TableId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.ConnectException;

/** A StarRocks that takes batches when it is let. */
final class FakeLoader implements StreamLoader {

  final List<RowBatch> attempts = new CopyOnWriteArrayList<>();
  final List<RowBatch> loaded = new CopyOnWriteArrayList<>();
  final Set<String> threads = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private volatile Optional<TableId> slow = Optional.empty();
  volatile boolean closed;

  /** Loads of the table wait from now on. */
  void hold(TableId table) {
    gate = new CountDownLatch(1);
    slow = Optional.of(table);
  }

  void letGo() {
    slow = Optional.empty();
    gate.countDown();
  }

  /** Loads that begin from now on fail. */
  void failWith(RuntimeException cause) {
    failure = Optional.of(cause);
  }

  void heal() {
    failure = Optional.empty();
  }

  @Override
  public void load(RowBatch batch) {
    Optional<RuntimeException> end = failure;
    threads.add(Thread.currentThread().getName());
    attempts.add(batch);
    if (slow.filter(batch.table()::equals).isPresent()) {
      awaitGate();
    }
    if (end.isPresent()) {
      throw end.get();
    }
    loaded.add(batch);
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("cut off", e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
