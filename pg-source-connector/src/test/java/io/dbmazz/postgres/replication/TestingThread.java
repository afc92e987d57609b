package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Work in another thread, whose failure becomes the test's. */
final class TestingThread {

  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private TestingThread() {}

  static TestingThread start(Work work) {
    TestingThread started = new TestingThread();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                started.outcome.complete(null);
              } catch (Exception e) {
                started.outcome.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(condition);
  }

  void join() throws InterruptedException, ExecutionException, TimeoutException {
    outcome.get(10, TimeUnit.SECONDS);
    assertThat(outcome).isCompleted();
  }
}
