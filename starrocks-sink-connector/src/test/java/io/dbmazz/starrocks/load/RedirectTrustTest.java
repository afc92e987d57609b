package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dbmazz.starrocks.load.ScriptedServer.Answer;
import io.dbmazz.starrocks.table.ClusterNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What really goes over the wire. The front end is called 127.0.0.1 and the other server by an IPv6
 * spelling of it, which leads to the same machine and is another host to the letter.
 */
class RedirectTrustTest {

  private static final String SECRET =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("loader:" + Requests.PASSWORD).getBytes(StandardCharsets.UTF_8));

  private static String elsewhere(ScriptedServer server) {
    return "http://[::ffff:127.0.0.1]:" + server.port();
  }

  @Test
  void aHostileLocationGetsNoRequestAndNoPassword() {
    try (ScriptedServer hostile = new ScriptedServer(seen -> Answer.load("Success", "OK"));
        ScriptedServer front =
            new ScriptedServer(seen -> Answer.redirect(elsewhere(hostile) + seen.path()))) {
      StreamLoadClient client = Requests.client(List.of(front.url()));

      assertThatThrownBy(() -> client.load(Requests.request()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("redirect.host.map")
          .hasMessageNotContaining(Requests.PASSWORD);

      assertThat(front.seen()).hasSize(1);
      assertThat(hostile.seen()).isEmpty();
    }
  }

  /** The back end's view of a load that a front end redirected to it. */
  private static ScriptedServer.Seen redirected(Map<String, String> mapped, String registered)
      throws Exception {
    try (ScriptedServer back = new ScriptedServer(seen -> Answer.load("Success", "OK"));
        ScriptedServer front =
            new ScriptedServer(seen -> Answer.redirect(elsewhere(back) + seen.path()))) {
      Set<ClusterNode> nodes = Set.of(new ClusterNode(registered, back.port()));
      Requests.client(List.of(front.url()), mapped, nodes).load(Requests.request());
      assertThat(front.seen().get(0).headers()).containsEntry("expect", "100-continue");
      return back.seen().get(0);
    }
  }

  @Test
  void aRegisteredBackEndGetsBodyHeadersAndPassword() throws Exception {
    ScriptedServer.Seen seen = redirected(Map.of(), "::ffff:127.0.0.1");

    assertThat(seen.method()).isEqualTo("PUT");
    assertThat(seen.path()).isEqualTo("/api/shop/orders/_stream_load");
    assertThat(seen.body()).isEqualTo("[{\"id\":1}]");
    assertThat(seen.headers())
        .containsEntry("label", "dbmazz_orders_1")
        .containsEntry("authorization", SECRET)
        .containsEntry("expect", "100-continue");
  }

  @Test
  void aMappedHostIsCalledInPlaceOfTheOneNamed() throws Exception {
    ScriptedServer.Seen seen = redirected(Map.of("[::ffff:127.0.0.1]", "127.0.0.1"), "nobody");

    assertThat(seen.headers()).hasEntrySatisfying("host", h -> assertThat(h).startsWith("127."));
  }

  @Test
  void aCircleOfRedirectsEnds() {
    URI[] self = new URI[1];
    try (ScriptedServer front =
        new ScriptedServer(seen -> Answer.redirect(self[0] + seen.path()))) {
      self[0] = front.url();

      assertThatThrownBy(() -> Requests.client(List.of(front.url())).load(Requests.request()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("circle");
      assertThat(front.seen()).hasSize(6);
    }
  }

  @Test
  void theLogOfRefusedRowsIsAskedForWithoutPassword() {
    try (ScriptedServer back = new ScriptedServer(seen -> Answer.json("Error: x"))) {
      StreamLoadClient client = Requests.client(List.of(back.url()));

      assertThat(client.errorLog(back.url() + "/api/_load_error_log?file=e")).hasValue("Error: x");
      assertThat(back.seen().get(0).headers()).doesNotContainKey("authorization");
    }
  }

  @Test
  void theLogOfRefusedRowsIsNotAskedForElsewhere() {
    try (ScriptedServer hostile = new ScriptedServer(seen -> Answer.json("Error: x"));
        ScriptedServer front = new ScriptedServer(seen -> Answer.json("{}"))) {
      StreamLoadClient client = Requests.client(List.of(front.url()));

      assertThat(client.errorLog(elsewhere(hostile) + "/api/_load_error_log?file=e")).isEmpty();
      assertThat(hostile.seen()).isEmpty();
    }
  }

  @Test
  void neitherPasswordNorRowsReachTheLogAtAnyLevel() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try (ScriptedServer back = new ScriptedServer(seen -> Answer.load("Success", "OK"))) {
      Requests.client(List.of(back.url())).load(Requests.request());
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }

    assertThat(log.list).isNotEmpty();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(message -> message.contains(SECRET) || message.contains("\"id\""));
  }

  @Test
  void namesOfColumnsTravelAsUtf8() throws Exception {
    try (ScriptedServer back = new ScriptedServer(seen -> Answer.load("Success", "OK"))) {
      LoadRequest request = Requests.request();
      Map<String, String> headers = Map.of("columns", "`gr\u00f6\u00dfe`,`\u540d`");

      Requests.client(List.of(back.url()))
          .load(new LoadRequest(request.table(), request.label(), headers, request.body()));

      assertThat(back.seen().get(0).headers()).containsAllEntriesOf(headers);
    }
  }
}
