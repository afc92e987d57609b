package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Commits that wait for a synchronous standby: decoding sends them at once, and snapshots do not
 * see them until the standby answers, which here it never does by itself.
 */
class SynchronousReplicationIT {

  private static final String TOPIC = "shop.public.items";

  @Test
  void rowReadWithoutAChangeThatIsStreamedAlreadyNeitherGoesBackNorComesBack() throws Exception {
    try (TestingPostgres postgres = TestingPostgres.start();
        TestingSource source = TestingSource.signalled(postgres)) {
      source
          .sql(
              "CREATE TABLE items (id bigint PRIMARY KEY, rev bigint, big text)",
              "ALTER TABLE items ALTER big SET STORAGE EXTERNAL",
              "INSERT INTO items SELECT k, k, repeat(md5(k::text), 80)"
                  + " FROM generate_series(1, 30) AS k")
          .with("table.include.list", "items")
          .with("incremental.snapshot.chunk.size", "4");
      LastRecordWins consumer = new LastRecordWins(TOPIC);
      try (TestingWorker worker = source.start();
          Connection held = source.connect();
          Statement statement = held.createStatement()) {
        held.setAutoCommit(false);
        // The reading waits for this writer, and so begins to watch before the commits hang.
        statement.execute("LOCK TABLE items IN ROW EXCLUSIVE MODE");
        source.signal("execute-snapshot", "public.items");
        try (LogLines log = LogLines.of("io.dbmazz.postgres.snapshot.incremental")) {
          await()
              .until(
                  () -> {
                    consumer.accept(worker.poll());
                    return log.lines().stream().anyMatch(line -> line.contains("is read once"));
                  });
        }
        source.sql(
            "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
        await().until(() -> "nobody".equals(source.query("SHOW synchronous_standby_names")));
        CompletableFuture<Void> probe = awaitHangingCommits(source);
        List<CompletableFuture<Void>> hanging =
            List.of(
                hang(source, "UPDATE items SET rev = 1003 WHERE id = 3"),
                hang(source, "DELETE FROM items WHERE id = 7"),
                hang(source, "UPDATE items SET id = 1011, rev = 1011 WHERE id = 11"),
                hang(source, "INSERT INTO items VALUES (500, 1500, 'new')"));
        // All four are streamed though nobody sees them.
        consumer.accept(worker.poll(6));
        assertThat(source.query("SELECT rev FROM items WHERE id = 3")).isEqualTo("3");

        held.rollback();
        consumer.accept(worker.pollUntil(TableOffsets.done("public.items")));
        Map<Object, Map<String, String>> rows = consumer.rows();
        assertThat(source.query("SELECT rev FROM items WHERE id = 3")).as("hangs").isEqualTo("3");
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        source.sql("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        hanging.forEach(CompletableFuture::join);
        probe.join();

        assertThat(consumer.violations()).isEmpty();
        assertThat(rows).hasSize(30).doesNotContainKeys(List.of("7"), List.of("11"));
        assertThat(rows.get(List.of("3"))).containsEntry("rev", "1003");
        assertThat(rows.get(List.of("3")).get("big")).hasSize(2560);
        assertThat(rows.get(List.of("1011")).get("big")).hasSize(2560);
        assertThat(rows).containsKey(List.of("500"));
      }
    }
  }

  /** Commits wait once the checkpointer has read the setting too (syncrep.c), in its own time. */
  private static CompletableFuture<Void> awaitHangingCommits(TestingSource source) {
    CompletableFuture<Void> probe;
    do {
      CompletableFuture<Void> commit =
          hang(source, "SELECT pg_logical_emit_message(true, 'probe', '')");
      await().until(() -> commit.isDone() || isSomeoneWaiting(source));
      probe = commit;
    } while (probe.isDone());
    return probe;
  }

  private static boolean isSomeoneWaiting(TestingSource source) throws SQLException {
    return source
        .query("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        .equals("t");
  }

  private static CompletableFuture<Void> hang(TestingSource source, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            source.sql(sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        command -> new Thread(command).start());
  }
}
