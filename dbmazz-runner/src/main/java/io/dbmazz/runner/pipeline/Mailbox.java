package io.dbmazz.runner.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Commands on their way: put in by any thread, taken out by the pipeline's. */
final class Mailbox {

  /** A command and where its answer goes. */
  record Request(Command command, CompletableFuture<ControlResult> answer) {}

  private final Queue<Request> requests = new ArrayDeque<>();
  private boolean closed;

  synchronized CompletableFuture<ControlResult> send(Command command) {
    if (closed) {
      return CompletableFuture.completedFuture(ControlResult.refused("The pipeline has ended"));
    }
    Request request = new Request(command, new CompletableFuture<>());
    requests.add(request);
    notifyAll();
    return request.answer();
  }

  /** The oldest request; waits for one no longer than told. */
  synchronized Optional<Request> take(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (requests.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return Optional.ofNullable(requests.poll());
  }

  /** Refuses what is left and what comes. */
  synchronized void close() {
    closed = true;
    requests.forEach(
        request -> request.answer().complete(ControlResult.refused("The pipeline has ended")));
    requests.clear();
  }
}
