package io.dbmazz.starrocks.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An HTTP server on a real socket that answers as a test says and remembers what it was sent, to
 * the byte. Closes each connection after its answer, as a front end does.
 */
final class ScriptedServer implements AutoCloseable {

  /** A request; the body is empty when the answer did not read it. */
  record Seen(String method, String path, Map<String, String> headers, String body) {}

  /**
   * What to do.
   *
   * @param readsBody whether {@code 100 Continue} is sent and the body read before the answer
   * @param status of HTTP; 0 to close the connection without a word
   */
  record Answer(boolean readsBody, int status, String location, String body) {

    static Answer json(String body) {
      return new Answer(true, 200, "", body);
    }

    static Answer load(String status, String message) {
      return json("{\"Status\":\"" + status + "\",\"Message\":\"" + message + "\"}");
    }

    static Answer status(int status, String body) {
      return new Answer(true, status, "", body);
    }

    static Answer redirect(String location) {
      return new Answer(false, 307, location, "");
    }

    /** The load is taken and its answer lost. */
    static Answer lost() {
      return new Answer(true, 0, "", "");
    }
  }

  private final ServerSocket socket;
  private final Function<Seen, Answer> script;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  ScriptedServer(Function<Seen, Answer> script) {
    this.script = script;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread accepting = new Thread(this::accept, "scripted-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return socket.getLocalPort();
  }

  /** All requests so far, in order. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        serve(connection);
      } catch (IOException e) {
        // a client that went away, or the end of the test
      }
    }
  }

  private void serve(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    List<String> request = List.of(line(in).split(" ", -1));
    if (request.size() < 2) {
      return; // connected and left
    }
    Map<String, String> headers = headers(in);
    Answer answer = script.apply(new Seen(request.get(0), request.get(1), headers, ""));
    String body = "";
    if (answer.readsBody()) {
      if (headers.containsKey("expect")) {
        write(connection, "HTTP/1.1 100 Continue\r\n\r\n");
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    seen.add(new Seen(request.get(0), request.get(1), headers, body));
    if (answer.status() > 0) {
      write(connection, text(answer));
    }
  }

  private static String text(Answer answer) {
    int length = answer.body().getBytes(StandardCharsets.UTF_8).length;
    String location = answer.location().isEmpty() ? "" : "Location: " + answer.location() + "\r\n";
    return "HTTP/1.1 "
        + answer.status()
        + " x\r\n"
        + location
        + "Connection: close\r\n"
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + answer.body();
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  private static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
