package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BackEndIT {
  private static final String ROW = "[{\"id\":1,\"name\":\"a\"}]";

  private static final String JSON = "format: json";
  private static final String STRIP = "strip_outer_array: true";
  private static final String EXPECT = "Expect: 100-continue";
  private static final String LENGTH = "Content-Length: " + ROW.length();

  @AutoClose private final TestCluster cluster = new TestCluster();
  private final Http backEnd = cluster.backEnd();

  private void assertFails(Http.Answer answer, String message) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).isEqualTo(message);
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aLoadSentDirectlyWorks() throws IOException {
    Http.Answer answer = backEnd.load(ROW, "label: l1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("Status")).isEqualTo("Success");
    assertThat(answer.text("Message")).isEqualTo("OK");
    assertThat(cluster.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void theAnswerHasItsFieldsInOrder() throws IOException {
    Http.Answer answer = backEnd.load(ROW, "label: l1");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly(
            "TxnId",
            "Label",
            "Status",
            "Message",
            "NumberTotalRows",
            "NumberLoadedRows",
            "NumberFilteredRows",
            "NumberUnselectedRows",
            "LoadBytes",
            "LoadTimeMs",
            "BeginTxnTimeMs",
            "StreamLoadPlanTimeMs",
            "ReadDataTimeMs",
            "WriteDataTimeMs",
            "CommitAndPublishTimeMs");
    assertThat(answer.json().path("TxnId").asInt()).isPositive();
    assertThat(answer.text("Label")).isEqualTo("l1");
    assertThat(answer.json().path("LoadBytes").asInt()).isEqualTo(ROW.length());
  }

  @Test
  void aLabelIsMadeUpWhenThereIsNone() throws IOException {
    assertThat(backEnd.load(ROW).text("Label")).isNotEmpty();
  }

  @Test
  void a100ContinueComesBeforeTheBody() throws IOException {
    try (Socket socket = backEnd.open()) {
      byte[] head = Http.loadHead(JSON, STRIP, EXPECT, LENGTH, "Connection: close");
      socket.getOutputStream().write(head);
      String go = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(socket.getInputStream().readNBytes(go.length()))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(go);
      socket.getOutputStream().write(ROW.getBytes(StandardCharsets.UTF_8));
      assertThat(Http.read(socket).text("Status")).isEqualTo("Success");
    }
  }

  @Test
  void refusedHeadersAreAnsweredInsteadOf100Continue() throws IOException {
    try (Socket socket = backEnd.open()) {
      socket.getOutputStream().write(Http.loadHead("format: parquet", EXPECT, LENGTH));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).startsWith("HTTP/1.1 200 OK").contains("unknown data format, format=parquet");
    }
  }

  @Test
  void aChunkedBodyIsTaken() throws IOException {
    byte[] head = Http.loadHead(JSON, STRIP, "Transfer-Encoding: chunked", "Connection: close");
    String body = Integer.toHexString(ROW.length()) + "\r\n" + ROW + "\r\n0\r\n\r\n";
    Http.Answer answer = backEnd.send(head, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.text("Status")).isEqualTo("Success");
  }

  @Test
  void theConnectionIsKept() throws IOException {
    try (Socket socket = backEnd.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(Http.loadHead(JSON, STRIP, LENGTH));
      out.write(ROW.getBytes(StandardCharsets.UTF_8));
      out.write(Http.loadHead(JSON, STRIP, LENGTH, "Connection: close"));
      out.write(ROW.getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }
  }

  @Test
  void aMalformedPasswordIsNoHttpError() throws IOException {
    assertFails(
        backEnd.put(Http.LOAD, new byte[0], "Authorization: Bearer x"),
        "no valid Basic authorization");
    assertFails(backEnd.put(Http.LOAD, new byte[0]), "no valid Basic authorization");
  }

  @Test
  void aWrongPasswordIsNoHttpError() throws IOException {
    Http.Answer answer =
        backEnd.put(Http.LOAD, new byte[0], "Authorization: Basic " + Http.base64("root:x"));
    assertFails(answer, "Access denied for root@127.0.0.1");
    assertThat(answer.json().path("TxnId").asInt()).isEqualTo(-1);
  }

  @Test
  void anUnknownDatabaseFails() throws IOException {
    assertFails(
        backEnd.put("/api/none/orders/_stream_load", new byte[0], Http.AUTH),
        "unknown database, database=none");
  }

  @Test
  void anUnknownTableFails() throws IOException {
    assertFails(
        backEnd.put("/api/shop/none/_stream_load", new byte[0], Http.AUTH),
        "unknown table \"shop.none\"");
  }

  @Test
  void unknownPathsAreNotFound() throws IOException {
    Http.Answer answer = backEnd.get("/api/health", Http.AUTH);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("Not Found");
  }

  @Test
  void requestsAreNotedWithTheirRows() throws IOException {
    backEnd.load("[{\"id\":1},{\"id\":2}]", "label: l1");
    assertThat(cluster.lastRequest().answer()).isEqualTo("Success");
    assertThat(cluster.lastRequest().rows()).isEqualTo(2);
  }
}
