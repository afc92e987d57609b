package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.load.RefusedRowsException;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** A StarRocks that takes batches when it is let. */
final class FakeLoader implements StreamLoader {

  final List<RowBatch> attempts = new CopyOnWriteArrayList<>();
  final List<TableId> prepared = new ArrayList<>();
  final Set<TableId> missing = new HashSet<>();
  final List<RowBatch> loaded = new CopyOnWriteArrayList<>();
  final Set<String> threads = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final AtomicInteger before = new AtomicInteger();
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private volatile Predicate<RowOperation> refused = row -> false;
  private volatile Predicate<RowOperation> accused = row -> false;
  private volatile Optional<TableId> slow = Optional.empty();
  private Optional<RuntimeException> login = Optional.empty();
  volatile boolean closed;
  volatile boolean givenUp;

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

  /** As {@link #failWith}, but so many loads from now on take place before. */
  void failAfter(int loads, RuntimeException cause) {
    before.set(loads);
    failWith(cause);
  }

  /** Batches with such a row are refused, as StarRocks does. */
  void refuse(Predicate<RowOperation> rows) {
    refused = rows;
  }

  /** Refusals name these rows, rightly or not. */
  void accuse(Predicate<RowOperation> rows) {
    accused = rows;
  }

  void heal() {
    failure = Optional.empty();
  }

  /** The login throws this. */
  void refuseLogin(RuntimeException cause) {
    login = Optional.of(cause);
  }

  void takeLogin() {
    login = Optional.empty();
  }

  @Override
  public void logIn() {
    if (login.isPresent()) {
      throw login.get();
    }
  }

  @Override
  public void prepare(TableId table) {
    prepared.add(table);
    if (missing.contains(table)) {
      throw new MissingTableException(table);
    }
  }

  @Override
  public void load(RowBatch batch) {
    Optional<RuntimeException> end = failure;
    threads.add(Thread.currentThread().getName());
    attempts.add(batch);
    if (slow.filter(batch.table()::equals).isPresent()) {
      awaitGate();
    }
    if (end.isPresent() && before.getAndDecrement() <= 0) {
      throw end.get();
    }
    if (batch.rows().stream().anyMatch(refused)) {
      throw new RefusedRowsException(
          new DataException(batch.table() + ", column name: too long"),
          List.of(),
          batch.rows().stream().filter(accused).toList());
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
  public void giveUp() {
    givenUp = true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
