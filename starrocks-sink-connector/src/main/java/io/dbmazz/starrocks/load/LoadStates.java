package io.dbmazz.starrocks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.starrocks.table.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds out what became of a load whose answer was lost or whose label another try has. Used by
 * several loader threads.
 */
final class LoadStates {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOOK = Duration.ofMillis(500);

  private final StreamLoadClient client;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final Duration timeout;

  /**
   * Asks through a client.
   *
   * @param timeout after which StarRocks gives up a load
   */
  LoadStates(StreamLoadClient client, Sleeper sleeper, LongSupplier nanoTime, Duration timeout) {
    this.client = client;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
    this.timeout = timeout;
  }

  /**
   * Waits while the load is at work, as long as StarRocks may work on it.
   *
   * @throws IOException when StarRocks does not say
   */
  LoadState settled(LoadRequest request) throws IOException {
    long start = nanoTime.getAsLong();
    LoadState state = state(request);
    while (state == LoadState.RUNNING && nanoTime.getAsLong() - start < timeout.toNanos()) {
      sleeper.sleepFor(LOOK, request.toString());
      state = state(request);
    }
    return state;
  }

  private LoadState state(LoadRequest request) throws IOException {
    return client.state(request.table().id().database(), request.label());
  }

  /** The state in an answer; empty when it holds none. */
  static Optional<LoadState> parse(HttpReply reply) {
    try {
      JsonNode state = JSON.readTree(reply.body()).path("state");
      return state.isTextual() ? Optional.of(LoadState.of(state.asText())) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // an answer of a proxy, say
    }
  }
}
