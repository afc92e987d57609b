package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConcurrentUseTest {

  private static final long KEYS = 1_000;

  private final TestingWarehouse testing = new TestingWarehouse();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    testing.close();
  }

  @Test
  void queriesAndLoadsGoOnWhileTablesChange() throws Exception {
    testing.execute("CREATE TABLE t (k INT, n INT NOT NULL DEFAULT '1') PRIMARY KEY(k)");
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Long>> others = new ArrayList<>();
    others.add(threads.submit(queries(done)));
    others.add(threads.submit(queries(done)));
    others.add(threads.submit(loads(done)));

    for (int i = 0; i < 40; i++) {
      testing.execute("CREATE TABLE other" + i + " (k INT) PRIMARY KEY(k)");
      testing.execute("ALTER TABLE t ADD COLUMN c" + i + " INT DEFAULT '7'");
      testing.execute("DROP TABLE other" + i);
    }
    done.set(true);

    for (Future<Long> other : others) {
      assertThat(other.get()).isPositive();
    }
    assertThat(testing.value("SELECT COUNT(*) FROM t"))
        .isEqualTo(Math.min(KEYS, others.get(2).get()));
    assertThat(testing.table("t").columns()).hasSize(42);
  }

  private Callable<Long> queries(AtomicBoolean done) {
    return () -> {
      long count = 0;
      try (SqlSession session = testing.warehouse().openSession("root")) {
        while (!done.get()) {
          SqlResult.Rows rows =
              (SqlResult.Rows) session.execute("SELECT COUNT(*), SUM(n) FROM d.t WHERE n > 0");
          Object[] row = rows.rows().get(0);
          assertThat(row[0]).isEqualTo(row[1] == null ? 0L : row[1]);
          count++;
        }
      }
      return count;
    };
  }

  private Callable<Long> loads(AtomicBoolean done) {
    return () -> {
      long loaded = 0;
      while (!done.get()) {
        long key = loaded++ % KEYS;
        TableDefinition table = testing.warehouse().table("d", "t").orElseThrow();
        Object[] row = new Object[table.columns().size()];
        row[0] = key;
        row[1] = 1L;
        testing.warehouse().write(rows -> rows.put(table, row));
      }
      return loaded;
    };
  }
}
