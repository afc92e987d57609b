package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts of {@code starrocks.http.url}: the one that answered last is asked first. Used by
 * several loader threads.
 */
final class Endpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  private final List<URI> urls;
  private final AtomicInteger current = new AtomicInteger();

  Endpoints(List<URI> urls) {
    this.urls = List.copyOf(urls);
  }

  /** A question to one host. */
  @FunctionalInterface
  interface Call<T> {
    /**
     * Asks.
     *
     * @throws NotConnectedException when the next host is to be asked
     */
    T ask(URI url) throws IOException;
  }

  /**
   * Asks until one host can be reached.
   *
   * @throws NotConnectedException when none can
   */
  <T> T ask(Call<T> call) throws IOException {
    int start = current.get();
    NotConnectedException none = null;
    for (int i = 0; i < urls.size(); i++) {
      int index = (start + i) % urls.size();
      try {
        T answer = call.ask(urls.get(index));
        current.set(index);
        return answer;
      } catch (NotConnectedException e) {
        LOG.debug("{} cannot be reached", urls.get(index), e);
        if (none != null) {
          e.addSuppressed(none);
        }
        none = e;
      }
    }
    throw none;
  }

  /** Asks another host first from now on. */
  void next() {
    current.updateAndGet(index -> (index + 1) % urls.size());
  }
}
