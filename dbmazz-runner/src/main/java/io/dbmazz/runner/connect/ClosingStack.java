package io.dbmazz.runner.connect;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened, closed in reverse. A failure to close is logged and the rest is closed all
 * the same: by then nothing depends on it. One owner.
 */
public final class ClosingStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

  private final Deque<Opened> opened = new ArrayDeque<>();

  private record Opened(String name, Closing closing) {}

  /** One thing's way to be closed. */
  public interface Closing {
    /** Closes it. */
    void close() throws Exception;
  }

  /**
   * Remembers how to close something that is open now.
   *
   * @param name for the log, when closing fails
   */
  public void push(String name, Closing closing) {
    opened.push(new Opened(name, closing));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      Opened last = opened.pop();
      try {
        last.closing().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("Closing {} failed: {}", last.name(), e.getMessage(), e);
      }
    }
  }
}
