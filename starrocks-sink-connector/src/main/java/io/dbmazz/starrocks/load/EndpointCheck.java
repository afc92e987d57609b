package io.dbmazz.starrocks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.starrocks.table.KeyProblem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Looks at the HTTP addresses for a validation: asks for the state of a label that no load has,
 * which changes nothing. Used by a thread for each address.
 */
public final class EndpointCheck implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Label NOBODYS = new Label(LoaderOptions.LABEL_PREFIX + "_validation");
  private static final String ADDRESSES = "starrocks.http.url";

  private final HttpTransport transport;
  private final String authorization;

  /**
   * Opens no connection yet.
   *
   * @param connect longest wait for a connection
   * @param answer longest wait for an answer
   */
  public EndpointCheck(String user, Password password, Duration connect, Duration answer) {
    transport = new HttpTransport(connect, answer);
    authorization = StreamLoadClient.basic(user, password);
  }

  /** What messages call the server at an address. */
  public static String server(URI address) {
    return "StarRocks at " + address.getScheme() + "://" + address.getRawAuthority();
  }

  /** What is wrong with one address, or with user and password; empty when nothing is. */
  public Optional<KeyProblem> problem(URI address, String database) {
    try {
      URI question = address.resolve(StreamLoadClient.statePath(database, NOBODYS));
      return problem(address, transport.get(question, Optional.of(authorization)));
    } catch (UntrustedServerException e) {
      return Optional.of(new KeyProblem(ADDRESSES, e.getMessage()));
    } catch (IOException e) {
      return Optional.of(KeyProblem.unanswered(ADDRESSES, server(address), e));
    }
  }

  private static Optional<KeyProblem> problem(URI address, HttpReply reply) {
    if (refusesLogin(reply)) {
      return Optional.of(KeyProblem.refusedLogin(server(address)));
    }
    if (isFrontEnd(reply) || isBackEnd(reply)) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyProblem(
            ADDRESSES,
            address.getAuthority()
                + " answers as no StarRocks does (HTTP "
                + reply.status()
                + "). Name HTTP ports in "
                + ADDRESSES
                + ", 8030 of a front end or 8040 of a back end"));
  }

  /** A missing privilege is a 401 too, and says what the user needs. */
  private static boolean refusesLogin(HttpReply reply) {
    return reply.status() == 401 && !reply.body().toLowerCase(Locale.ROOT).contains("you need");
  }

  /** A follower sends on to its leader; the leader answers with a status, whatever it is. */
  private static boolean isFrontEnd(HttpReply reply) {
    boolean sendsOn =
        reply.status() == 307
            && reply.location().filter(place -> place.contains("/get_load_state")).isPresent();
    return sendsOn || hasStatus(reply.body());
  }

  /** Back ends do not know of labels. */
  private static boolean isBackEnd(HttpReply reply) {
    return reply.status() == 404;
  }

  private static boolean hasStatus(String body) {
    try {
      return JSON.readTree(body).path("status").isTextual();
    } catch (JsonProcessingException e) {
      return false; // a page of another server
    }
  }

  /** Cuts questions that are under way. */
  @Override
  public void close() {
    transport.close();
  }
}
