package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.LoadTarget;
import io.dbmazz.starrocks.emulator.fault.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * A request's path cut at its slashes.
 *
 * @param method for example PUT
 * @param parts decoded; {@code /api/db/t/_stream_load} has four
 */
record Route(String method, List<String> parts) {

  static Route of(Request request) {
    String path = request.getHttpURI().getPath();
    List<String> parts =
        Arrays.stream(path.substring(Math.min(1, path.length())).split("/", -1))
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    return new Route(request.getMethod(), parts);
  }

  boolean isStreamLoad() {
    return is("PUT", 4, "_stream_load");
  }

  boolean isLoadState() {
    return is("GET", 3, "get_load_state");
  }

  /** {@code /api/db/x/_cancel}, where x is the label, or the table with the label in the query. */
  boolean isCancel() {
    return is("POST", 4, "_cancel");
  }

  /** {@code /api/transaction/begin} and its like. */
  boolean isTransaction() {
    return (method.equals("POST") || method.equals("PUT"))
        && parts.size() == 3
        && parts.get(0).equals("api")
        && parts.get(1).equals("transaction");
  }

  boolean isErrorLog() {
    return method.equals("GET") && parts.equals(List.of("api", "_load_error_log"));
  }

  private boolean is(String verb, int length, String last) {
    return method.equals(verb)
        && parts.size() == length
        && parts.get(0).equals("api")
        && parts.get(length - 1).equals(last);
  }

  LoadTarget target(Optional<String> label) {
    return new LoadTarget(Operation.STREAM_LOAD, database(), table(), label);
  }

  String last() {
    return parts.get(parts.size() - 1);
  }

  String database() {
    return parts.get(1).strip();
  }

  String table() {
    return parts.get(2).strip();
  }
}
