package io.dbmazz.runner.quarantine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Done when its record is on disk. Whoever waits writes: there is no thread that would do it, and a
 * time limit cannot be held while a disk syncs.
 */
final class Kept implements Future<Void> {

  private final Group group;

  Kept(Group group) {
    this.group = group;
  }

  @Override
  public Void get() throws ExecutionException {
    try {
      group.write();
      return null;
    } catch (ConnectException e) {
      throw new ExecutionException(e);
    }
  }

  @Override
  public Void get(long timeout, TimeUnit unit) throws ExecutionException {
    return get();
  }

  @Override
  public boolean isDone() {
    return group.isEnded();
  }

  /** A record that was reported stays so. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return false;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }
}
