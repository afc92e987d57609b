package io.dbmazz.starrocks.emulator.http;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and its answer, noted in the request log. Used by one server thread. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RequestLog log;
  private final long id;

  Exchange(Request request, Response response, Callback callback, RequestLog log, long id) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.log = log;
    this.id = id;
  }

  Request request() {
    return request;
  }

  String header(String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : utf8(value);
  }

  /** Jetty reads headers as ISO-8859-1; the server takes their bytes for UTF-8. */
  static String utf8(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  void closeAfterwards() {
    response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
  }

  void header(HttpHeader header, String value) {
    response.getHeaders().put(new HttpField(header, value));
  }

  void answer(int status, String contentType, String body) {
    answer(status, contentType, body, Integer.toString(status), 0);
  }

  /** A load's answer; noted by its status and the rows it wrote. */
  void answerLoad(String body, String loadStatus, long rows) {
    answer(200, "application/json", body, loadStatus, rows);
  }

  /** A transaction's answer. */
  void answer(TransactionReply reply, String contentType) {
    answer(200, contentType, reply.toJson(), reply.status().name(), reply.rows());
  }

  private void answer(int status, String contentType, String body, String note, long rows) {
    log.answered(id, note, rows);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, java.nio.ByteBuffer.wrap(bytes), callback);
  }

  /** Cuts the socket; the client gets no answer. */
  void cut(long rows) {
    log.answered(id, "cut", rows);
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EOFException("socket cut on purpose"));
  }

  /** The body; a client that waits for {@code 100 Continue} gets it at the first read. */
  java.io.InputStream body() {
    return Content.Source.asInputStream(request);
  }

  /** Waits, as a slow server would; a closing emulator ends the wait. */
  static void delay(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
