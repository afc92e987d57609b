package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * StarRocks' HTTP interface: a front end sends the body on to a back end with a redirect, or a
 * follower to its leader; each is followed by hand, with the password, to trusted hosts only. Used
 * by several loader threads.
 */
final class StreamLoadClient {

  private static final int MOST_REDIRECTS = 5;

  private final HttpTransport transport;
  private final Endpoints endpoints;
  private final TrustedHosts trusted;
  private final String authorization;

  StreamLoadClient(
      HttpTransport transport,
      Endpoints endpoints,
      TrustedHosts trusted,
      String user,
      Password password) {
    this.transport = transport;
    this.endpoints = endpoints;
    this.trusted = trusted;
    authorization = basic(user, password);
  }

  /** The header that shows a server who asks. */
  static String basic(String user, Password password) {
    byte[] credentials = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Where a front end is asked for the state of a label. */
  static String statePath(String database, Label label) {
    return "/api/" + encoded(database) + "/get_load_state?label=" + label;
  }

  /**
   * Sends a load once and returns the answer.
   *
   * @throws NotConnectedException when its body was not sent
   * @throws IOException when the answer was lost
   * @throws ConnectException when a redirect leads to a host that is not trusted
   */
  LoadReply load(LoadRequest request) throws IOException {
    String path =
        "/api/"
            + encoded(request.table().id().database())
            + "/"
            + encoded(request.table().id().table())
            + "/_stream_load";
    return LoadReply.of(
        endpoints.ask(
            url ->
                follow(
                    url.resolve(path),
                    hop ->
                        transport.put(
                            hop, request.headers(), authorization, request.body().bytes()))));
  }

  /**
   * Sends an operation of a transaction once and returns the answer.
   *
   * @param operation last part of the path
   * @throws NotConnectedException when nothing was sent
   * @throws IOException when the answer was lost
   */
  LoadReply transaction(String operation, Map<String, String> headers, byte[] body)
      throws IOException {
    String path = "/api/transaction/" + operation;
    return LoadReply.of(
        endpoints.ask(
            url ->
                follow(
                    url.resolve(path), hop -> transport.put(hop, headers, authorization, body))));
  }

  /**
   * What StarRocks knows of a label. Back ends do not know of labels; where only such are
   * configured the answer is UNKNOWN, and the load sent again meets its own label.
   *
   * @throws IOException when there is no answer
   */
  LoadState state(String database, Label label) throws IOException {
    String path = statePath(database, label);
    HttpReply reply =
        endpoints.ask(
            url ->
                follow(url.resolve(path), hop -> transport.get(hop, Optional.of(authorization))));
    if (reply.status() == 404) {
      return LoadState.UNKNOWN;
    }
    return LoadStates.parse(reply)
        .orElseThrow(() -> new IOException("no load state in an answer " + reply.status()));
  }

  /**
   * Asks the leader to roll a load back; one that has ended stays as it is. Back ends cannot.
   *
   * @throws IOException when there is no answer
   */
  HttpReply cancel(String database, Label label) throws IOException {
    // The label is part of the path: fe/.../http/rest/CancelStreamLoad.java.
    String path = "/api/" + encoded(database) + "/" + label + "/_cancel";
    return endpoints.ask(
        url -> follow(url.resolve(path), hop -> transport.post(hop, authorization)));
  }

  /** The text behind an ErrorURL, asked for without a password; empty when it cannot be had. */
  Optional<String> errorLog(String url) {
    try {
      URI place = endpoints.ask(asked -> trusted.follow(asked, url));
      HttpReply reply = transport.get(place, Optional.empty());
      return reply.status() == 200 ? Optional.of(reply.body()) : Optional.empty();
    } catch (IOException | ConnectException e) {
      return Optional.empty(); // only a help in finding the cause; the refusal itself is reported
    }
  }

  /** Asks another front end first from now on. */
  void avoidCurrent() {
    endpoints.next();
  }

  private HttpReply follow(URI first, Endpoints.Call<HttpReply> request) throws IOException {
    URI url = first;
    HttpReply reply = request.ask(url);
    for (int i = 0; reply.isRedirect(); i++) {
      if (i == MOST_REDIRECTS) {
        throw new ConnectException(
            first.getAuthority()
                + " redirects in a circle; the last hop was "
                + url.getAuthority());
      }
      url = trusted.follow(url, reply.location().orElseThrow());
      reply = hop(request, url);
    }
    return reply;
  }

  private static HttpReply hop(Endpoints.Call<HttpReply> request, URI url) throws IOException {
    try {
      return request.ask(url);
    } catch (NotConnectedException e) {
      throw new NotConnectedException(
          url,
          "; StarRocks redirects there. If that is no address for clients, map it with"
              + " redirect.host.map",
          e);
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
