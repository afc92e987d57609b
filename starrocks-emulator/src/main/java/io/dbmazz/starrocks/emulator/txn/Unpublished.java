package io.dbmazz.starrocks.emulator.txn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Commits that wait to be published, in their order. For several threads. */
final class Unpublished {
  private final Deque<Commit> commits = new ArrayDeque<>();
  private boolean holding;

  /** What makes a commit readable, and what is to be done then. */
  private record Commit(Runnable write, Runnable published) {}

  synchronized void begin() {
    holding = true;
  }

  /** Takes the commit if commits are held. */
  synchronized boolean hold(Runnable write, Runnable published) {
    if (holding) {
      commits.add(new Commit(write, published));
    }
    return holding;
  }

  /** Publishes one after another; those that come meanwhile queue behind. */
  void release() {
    Optional<Commit> next = next();
    while (next.isPresent()) {
      next.get().write().run();
      next.get().published().run();
      next = next();
    }
  }

  private synchronized Optional<Commit> next() {
    holding = !commits.isEmpty();
    return Optional.ofNullable(commits.poll());
  }
}
