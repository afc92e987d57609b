package io.dbmazz.starrocks.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Operations of one transaction of database {@code shop}, each with its redirects followed. */
final class TransactionCalls {
  private final RunningEmulator running;
  private final String label;
  private final List<String> headers;
  private final HttpClient client = HttpClient.newHttpClient();

  /** The headers, names and values in turn, go with each operation. */
  TransactionCalls(RunningEmulator running, String label, String... headers) {
    this.running = running;
    this.label = label;
    this.headers = List.of(headers);
  }

  JsonNode send(String operation) throws IOException, InterruptedException {
    return send(operation, BodyPublishers.noBody(), List.of());
  }

  JsonNode load(String table, String json) throws IOException, InterruptedException {
    List<String> more = List.of("format", "json", "strip_outer_array", "true", "table", table);
    return send("load", BodyPublishers.ofString(json), more);
  }

  /** What the leader says of the label. */
  String state() throws IOException, InterruptedException {
    String query = "/api/shop/get_load_state?label=" + label;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.emulator().feUrl() + query))
            .header("Authorization", credentials())
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).path("state").asText();
  }

  private static String credentials() {
    String pair = "root:" + RunningEmulator.PASSWORD;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode send(String operation, HttpRequest.BodyPublisher body, List<String> more)
      throws IOException, InterruptedException {
    URI target = URI.create(running.emulator().feUrl() + "/api/transaction/" + operation);
    HttpResponse<String> answer = send(target, body, more);
    while (answer.statusCode() == 307) {
      answer = send(URI.create(answer.headers().firstValue("Location").orElseThrow()), body, more);
    }
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> send(URI uri, HttpRequest.BodyPublisher body, List<String> more)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .expectContinue(body.contentLength() != 0)
            .header("Authorization", credentials())
            .header("db", "shop")
            .header("label", label)
            .PUT(body);
    add(request, headers);
    add(request, more);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void add(HttpRequest.Builder request, List<String> pairs) {
    for (int i = 0; i < pairs.size(); i += 2) {
      request.setHeader(pairs.get(i), pairs.get(i + 1));
    }
  }
}
