package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP request, one answer: no redirect is followed, nothing is sent twice and no password is
 * sent unasked. Used by several loader threads.
 */
final class HttpTransport implements AutoCloseable {

  /**
   * How long to wait for {@code 100 Continue} before the body is sent without it. A front end in a
   * garbage collection takes more than the client's usual 3 s, and a body sent to it is sent for
   * nothing.
   */
  private static final Timeout CONTINUE = Timeout.ofSeconds(30);

  /** For a question, which StarRocks answers from memory. */
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(30);

  /** For a request that a task makes while others wait for it to end. */
  private static final Timeout LONGEST_FAREWELL = Timeout.ofSeconds(2);

  private static final int LONGEST_ANSWER = 1024 * 1024;
  private static final int MOST_CONNECTIONS = 64;

  private final CloseableHttpClient client;
  private final RequestConfig questions;
  private final Set<HttpPut> bodies = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Opens no connection yet.
   *
   * @param answer longest silence of a server that works on a load; for questions at most 30 s
   */
  HttpTransport(Duration connect, Duration answer) {
    RequestConfig requests =
        RequestConfig.custom()
            .setExpectContinueEnabled(true)
            .setResponseTimeout(Timeout.of(answer))
            .build();
    boolean shorter = answer.compareTo(LONGEST_QUESTION) < 0;
    questions =
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(shorter ? answer : LONGEST_QUESTION))
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(connections(connect).build())
            .setDefaultRequestConfig(requests)
            .setRequestExecutor(
                new HttpRequestExecutor(
                    Http1Config.custom().setWaitForContinueTimeout(CONTINUE).build(),
                    DefaultConnectionReuseStrategy.INSTANCE,
                    null))
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableAuthCaching()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  private static PoolingHttpClientConnectionManagerBuilder connections(Duration connect) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(socket -> new QuietConnection())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(Timeout.of(connect)).build())
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setMaxConnPerRoute(MOST_CONNECTIONS);
  }

  /**
   * Sends a body.
   *
   * @param authorization value of the header
   * @throws NotConnectedException when nothing was sent
   * @throws IOException when the answer was lost, or the thread is interrupted
   */
  HttpReply put(URI url, Map<String, String> headers, String authorization, byte[] body)
      throws IOException {
    HttpPut put = new HttpPut(url);
    headers.forEach(put::setHeader);
    put.setHeader(HttpHeaders.AUTHORIZATION, authorization);
    put.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    bodies.add(put);
    try {
      // After the body is known to cut(): whoever interrupts and then cuts misses none.
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the load was given up");
      }
      return send(put);
    } finally {
      bodies.remove(put);
    }
  }

  /** Cuts the bodies that are being sent or waited for; they fail as if the answer was lost. */
  void cut() {
    bodies.forEach(HttpPut::abort);
  }

  /** Asks for something to be done; the answer is waited for a short while only. */
  HttpReply post(URI url, String authorization) throws IOException {
    HttpPost post = new HttpPost(url);
    post.setConfig(RequestConfig.custom().setResponseTimeout(LONGEST_FAREWELL).build());
    post.setHeader(HttpHeaders.AUTHORIZATION, authorization);
    return send(post);
  }

  /** Asks. */
  HttpReply get(URI url, Optional<String> authorization) throws IOException {
    HttpGet get = new HttpGet(url);
    get.setConfig(questions);
    authorization.ifPresent(value -> get.setHeader(HttpHeaders.AUTHORIZATION, value));
    return send(get);
  }

  private HttpReply send(HttpUriRequestBase request) throws IOException {
    if (closed) {
      throw new org.apache.kafka.connect.errors.ConnectException("The loader is closed");
    }
    try {
      return client.execute(request, HttpTransport::read);
    } catch (ConnectException
        | ConnectTimeoutException
        | UnknownHostException
        | NoRouteToHostException e) {
      throw new NotConnectedException(host(request), e);
    } catch (SSLException e) {
      throw withoutTls(host(request), e);
    } catch (IllegalStateException e) {
      throw new IOException("the client was closed meanwhile", e);
    }
  }

  private static URI host(HttpUriRequestBase request) throws IOException {
    try {
      return request.getUri();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Until hands are shaken nothing is sent; TLS that breaks later loses an answer. */
  private static IOException withoutTls(URI host, SSLException failure) {
    if (UntrustedServerException.is(failure)) {
      return new UntrustedServerException(host, failure);
    }
    boolean plain = String.valueOf(failure.getMessage()).contains("unrecognized SSL message");
    return plain || failure instanceof SSLHandshakeException
        ? new NotConnectedException(host, failure)
        : failure;
  }

  private static HttpReply read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, LONGEST_ANSWER);
    return new HttpReply(
        response.getCode(),
        body == null ? "" : new String(body, StandardCharsets.UTF_8),
        Optional.ofNullable(response.getFirstHeader(HttpHeaders.LOCATION))
            .map(header -> header.getValue()));
  }

  /** Cuts requests that are under way. */
  @Override
  public void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
  }
}
