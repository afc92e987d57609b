package io.dbmazz.starrocks.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Requests written by hand to a socket, and answers read to the end of the connection. */
final class Http {
  static final String LOAD = "/api/shop/orders/_stream_load";
  static final String AUTH = "Authorization: Basic " + base64("root:s3:cret");

  private static final int TIMEOUT_MS = 20_000;

  private final int port;

  Http(int port) {
    this.port = port;
  }

  /** What came back; all empty when the socket was cut. */
  record Answer(String head, String body) {
    int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
          .findFirst()
          .map(line -> line.substring(name.length() + 2))
          .orElse("");
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }

    String text(String field) throws IOException {
      return json().path(field).asText();
    }
  }

  static String base64(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON load with password and {@code Expect}, whatever else the headers say. */
  Answer load(String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return load(bytes, headers);
  }

  /** The head of a load with password that keeps its connection unless a header says otherwise. */
  static byte[] loadHead(String... headers) {
    String head =
        "PUT "
            + LOAD
            + " HTTP/1.1\r\nHost: x\r\n"
            + AUTH
            + "\r\n"
            + (String.join("\r\n", headers) + "\r\n\r\n");
    return head.getBytes(StandardCharsets.UTF_8);
  }

  Answer load(byte[] body, String... headers) throws IOException {
    String[] all = new String[headers.length + 3];
    all[0] = AUTH;
    all[1] = "format: json";
    all[2] = "strip_outer_array: true";
    System.arraycopy(headers, 0, all, 3, headers.length);
    return put(LOAD, body, all);
  }

  Answer put(String path, byte[] body, String... headers) throws IOException {
    String head =
        "PUT "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + (String.join("\r\n", headers) + "\r\n")
            + ("Content-Length: " + body.length + "\r\n\r\n");
    return send(head, body);
  }

  Answer get(String path, String... headers) throws IOException {
    return request("GET " + path, headers);
  }

  Answer request(String line, String... headers) throws IOException {
    String head =
        line
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
            + "\r\n";
    return send(head, new byte[0]);
  }

  Answer send(String head, byte[] body) throws IOException {
    return send(head.getBytes(StandardCharsets.UTF_8), body);
  }

  Answer send(byte[] head, byte[] body) throws IOException {
    try (Socket socket = open()) {
      OutputStream out = socket.getOutputStream();
      out.write(head);
      out.write(body);
      out.flush();
      return read(socket);
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  /** The final answer, after any {@code 100 Continue}. */
  static Answer read(Socket socket) throws IOException {
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String rest = all.startsWith("HTTP/1.1 100") ? all.substring(all.indexOf("\r\n\r\n") + 4) : all;
    int end = rest.indexOf("\r\n\r\n");
    return end < 0
        ? new Answer("", "")
        : new Answer(rest.substring(0, end), rest.substring(end + 4));
  }
}
