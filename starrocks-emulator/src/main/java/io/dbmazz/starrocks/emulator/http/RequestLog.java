package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The newest requests, written by the servers' threads and read by a test's. */
public final class RequestLog {
  private final int capacity;
  private final Map<Long, SeenRequest> requests = new LinkedHashMap<>();
  private long lastId;

  /** Keeps the newest {@code capacity} requests. */
  public RequestLog(int capacity) {
    this.capacity = capacity;
  }

  /** In order of arrival. */
  public synchronized List<SeenRequest> requests() {
    return List.copyOf(requests.values());
  }

  synchronized long arrived(Fault.Node node, Request request) {
    if (requests.size() == capacity) {
      requests.remove(requests.keySet().iterator().next());
    }
    requests.put(
        ++lastId,
        new SeenRequest(
            node,
            request.getMethod(),
            request.getHttpURI().getPathQuery(),
            headers(request),
            "",
            0));
    return lastId;
  }

  synchronized void answered(long id, String answer, long rows) {
    requests.computeIfPresent(
        id,
        (key, seen) ->
            new SeenRequest(
                seen.node(), seen.method(), seen.target(), seen.headers(), answer, rows));
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.put(field.getName().toLowerCase(Locale.ROOT), Exchange.utf8(field.getValue()));
    }
    headers.computeIfPresent(
        "authorization",
        (name, value) ->
            BasicAuth.parse(value).map(given -> "Basic " + given.user()).orElse("malformed"));
    return Collections.unmodifiableMap(headers);
  }
}
