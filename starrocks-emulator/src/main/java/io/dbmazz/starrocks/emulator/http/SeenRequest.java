package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.Map;
import java.util.Optional;

/**
 * A request that reached the emulator.
 *
 * @param node which of its servers
 * @param method for example PUT
 * @param target path and query
 * @param headers names in lower case; of {@code authorization} only scheme and user
 * @param answer what was answered: the {@code Status} of a load, else the HTTP code, {@code cut}
 *     for a cut socket, and empty while the request is in flight
 * @param rows written
 */
public record SeenRequest(
    Fault.Node node,
    String method,
    String target,
    Map<String, String> headers,
    String answer,
    long rows) {

  /** The load's label, if its header was there. */
  public Optional<String> label() {
    return Optional.ofNullable(headers.get("label"));
  }

  /** Whether a password came along. */
  public boolean isAuthenticated() {
    return headers.containsKey("authorization");
  }
}
