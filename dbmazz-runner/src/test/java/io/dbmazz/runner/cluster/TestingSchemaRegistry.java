package io.dbmazz.runner.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As much of Apicurio's registry, version 2, as its converters ask: takes a schema and gives it
 * back by its number. Serves on a thread of its own.
 */
final class TestingSchemaRegistry implements AutoCloseable {

  private static final String PATH = "/apis/registry/v2";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;

  /** At its number less one. Of the server's thread. */
  private final List<String> schemas = new ArrayList<>();

  TestingSchemaRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH + "/groups", this::register);
    server.createContext(PATH + "/ids", this::find);
    server.start();
  }

  /** {@code apicurio.registry.url} */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private void register(HttpExchange exchange) throws IOException {
    String schema = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    int number = schemas.indexOf(schema) + 1;
    answer(
        exchange,
        OK,
        """
        {"id": "schema-%1$d", "version": "1", "type": "AVRO", "state": "ENABLED", \
        "globalId": %1$d, "contentId": %1$d}"""
            .formatted(number));
  }

  /** {@code /ids/globalIds/7} and {@code /ids/globalIds/7/references}; contentIds likewise. */
  private void find(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(PATH.length()).split("/", -1);
    if (path.length > 4) {
      answer(exchange, OK, "[]");
      return;
    }
    Optional<String> schema =
        Optional.of(Integer.parseInt(path[3]))
            .filter(number -> number <= schemas.size())
            .map(number -> schemas.get(number - 1));
    answer(exchange, schema.isPresent() ? OK : NOT_FOUND, schema.orElse("{}"));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
