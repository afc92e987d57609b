package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontEndIT {
  private static final String EXPECT = "Expect: 100-continue";

  @AutoClose private final TestCluster cluster = new TestCluster();

  private Http.Answer put(String path, String... headers) throws IOException {
    return cluster.frontEnd().put(path, new byte[0], headers);
  }

  @Test
  void withoutPasswordItAsksForOne() throws IOException {
    Http.Answer answer = put(Http.LOAD, EXPECT);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"\"");
    assertThat(answer.text("msg")).isEqualTo("Need auth information.");
  }

  @Test
  void aWrongPasswordIsDenied() throws IOException {
    Http.Answer answer =
        put(Http.LOAD, EXPECT, "Authorization: Basic " + Http.base64("root:wrong"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"Access denied for root@127.0.0.1\","
                + "\"message\":\"Access denied for root@127.0.0.1\"}");
  }

  @Test
  void thePasswordIsAskedForBeforeExpect() throws IOException {
    assertThat(put(Http.LOAD).status()).isEqualTo(401);
  }

  @Test
  void withoutExpectALoadFailsWith200() throws IOException {
    Http.Answer answer = put(Http.LOAD, Http.AUTH);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"Status\":\"FAILED\",\"Message\":\"class com.starrocks.common.DdlException:"
                + " There is no 100-continue header\"}");
    assertThat(answer.header("Connection")).isEqualTo("close");
  }

  @Test
  void expectIsComparedInAnyCase() throws IOException {
    assertThat(put(Http.LOAD, Http.AUTH, "expect: 100-CONTINUE").status()).isEqualTo(307);
  }

  @Test
  void http10NeedsNoExpect() throws IOException {
    String head =
        "PUT " + Http.LOAD + " HTTP/1.0\r\n" + Http.AUTH + "\r\nContent-Length: 0\r\n\r\n";
    assertThat(cluster.frontEnd().send(head, new byte[0]).status()).isEqualTo(307);
  }

  @Test
  void aBlankDatabaseFails() throws IOException {
    Http.Answer answer = put("/api//orders/_stream_load", Http.AUTH, EXPECT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("Message")).endsWith("No database selected.");
  }

  @Test
  void aBlankTableFails() throws IOException {
    assertThat(put("/api/shop/%20/_stream_load", Http.AUTH, EXPECT).text("Message"))
        .endsWith("No table selected.");
  }

  @Test
  void aLoadIsRedirectedToTheBackEndWithoutUserInformation() throws IOException {
    Http.Answer answer = put(Http.LOAD + "?x=1", Http.AUTH, EXPECT);
    assertThat(answer.head()).startsWith("HTTP/1.1 307 Temporary Redirect");
    assertThat(answer.header("Location"))
        .isEqualTo("http://127.0.0.1:" + cluster.backEndPort() + Http.LOAD + "?x=1");
    assertThat(answer.header("Connection")).isEqualTo("close");
  }

  @Test
  void aMissingTableIsNotTheFrontEndsBusiness() throws IOException {
    assertThat(put("/api/none/none/_stream_load", Http.AUTH, EXPECT).status()).isEqualTo(307);
  }

  @Test
  void theBodyIsNotReadBeforeTheRedirect() throws IOException {
    try (Socket socket = cluster.frontEnd().open()) {
      String head =
          "PUT "
              + Http.LOAD
              + " HTTP/1.1\r\nHost: x\r\n"
              + Http.AUTH
              + "\r\n"
              + EXPECT
              + "\r\nContent-Length: 1000000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).startsWith("HTTP/1.1 307 ").doesNotContain("100 Continue");
    }
  }

  @Test
  void aFollowerRedirectsLoadsItself() throws IOException {
    Http.Answer answer = cluster.follower().put(Http.LOAD, new byte[0], Http.AUTH, EXPECT);
    assertThat(answer.header("Location")).contains(":" + cluster.backEndPort() + "/");
  }

  @Test
  void aFollowerSendsQuestionsAboutLabelsToTheLeader() throws IOException {
    Http.Answer answer = cluster.follower().get("/api/shop/get_load_state?label=a", Http.AUTH);
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location"))
        .isEqualTo("http://127.0.0.1:" + cluster.leaderPort() + "/api/shop/get_load_state?label=a");
  }

  @Test
  void unknownPathsAreNotFound() throws IOException {
    assertThat(put("/api/shop/orders/_nothing", Http.AUTH).status()).isEqualTo(404);
    assertThat(cluster.frontEnd().get(Http.LOAD, Http.AUTH).status()).isEqualTo(404);
    assertThat(cluster.frontEnd().get("/", Http.AUTH).status()).isEqualTo(404);
  }

  @Test
  void requestsAreNotedWithoutPassword() throws IOException {
    put(Http.LOAD, Http.AUTH, EXPECT, "Label: l1");
    SeenRequest seen = cluster.lastRequest();
    assertThat(seen.method()).isEqualTo("PUT");
    assertThat(seen.target()).isEqualTo(Http.LOAD);
    assertThat(seen.label()).contains("l1");
    assertThat(seen.answer()).isEqualTo("307");
    assertThat(seen.headers()).containsEntry("authorization", "Basic root");
  }
}
