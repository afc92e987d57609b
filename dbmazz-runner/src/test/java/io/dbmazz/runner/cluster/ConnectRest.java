package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What a worker's REST port takes and gives. */
final class ConnectRest {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  ConnectRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /**
   * An answer of any status.
   *
   * @param body missing when there is none
   */
  record Answer(int status, JsonNode body) {}

  /** {@code host:port}, by which workers name each other. */
  String address() {
    return address.substring("http://".length());
  }

  Answer get(String path) throws IOException {
    return send("GET", path, Optional.empty());
  }

  /** Sends JSON, of any objects that Jackson writes. */
  Answer send(String method, String path, Object body) throws IOException {
    return send(method, path, Optional.of(JSON.writeValueAsString(body)));
  }

  /** Sends a request without a body. */
  Answer send(String method, String path) throws IOException {
    return send(method, path, Optional.empty());
  }

  private Answer send(String method, String path, Optional<String> body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + path, e);
    }
  }

  /** Sends a request until it is not refused because the workers are rebalancing. */
  private Answer settled(String method, String path, Optional<String> body) {
    AtomicReference<Answer> answer = new AtomicReference<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              answer.set(send(method, path, body));
              return answer.get().status() != CONFLICT;
            });
    assertThat(answer.get().status()).as("%s %s: %s", method, path, answer).isBetween(200, 299);
    return answer.get();
  }

  /** Creates a connector, or changes its configuration. */
  void put(String connector, Map<String, String> config) throws IOException {
    settled(
        "PUT",
        "/connectors/" + connector + "/config",
        Optional.of(JSON.writeValueAsString(config)));
  }

  /** Does something that has no body and an empty answer, such as {@code pause}. */
  void put(String connector, String action) {
    settled("PUT", "/connectors/" + connector + "/" + action, Optional.empty());
  }

  /** Restarts a connector and all its tasks. */
  void restart(String connector) {
    settled(
        "POST",
        "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=false",
        Optional.empty());
  }

  /** Restarts one task. */
  void restartTask(String connector, int task) {
    settled("POST", "/connectors/" + connector + "/tasks/" + task + "/restart", Optional.empty());
  }

  void delete(String connector) {
    settled("DELETE", "/connectors/" + connector, Optional.empty());
  }

  /** What the worker checks of a configuration before it creates a connector. */
  Answer validate(String connectorClass, Map<String, String> config) throws IOException {
    return send("PUT", "/connector-plugins/" + connectorClass + "/config/validate", config);
  }

  JsonNode offsets(String connector) throws IOException {
    return get("/connectors/" + connector + "/offsets").body().path("offsets");
  }

  JsonNode status(String connector) throws IOException {
    return get("/connectors/" + connector + "/status").body();
  }

  /** Waits until the connector and as many tasks as given are in a state. */
  void awaitState(String connector, String state, int tasks) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              JsonNode status = status(connector);
              assertThat(status.at("/connector/state").asText()).as("%s", status).isEqualTo(state);
              assertThat(taskStates(status))
                  .as("%s", status)
                  .hasSize(tasks)
                  .allMatch(state::equals);
            });
  }

  /** Waits until the first task has failed; returns the trace that its status shows. */
  String awaitFailure(String connector) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> taskStates(status(connector)).contains("FAILED"));
    try {
      return status(connector).at("/tasks/0/trace").asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("The status could not be read", e);
    }
  }

  private static List<String> taskStates(JsonNode status) {
    return status.path("tasks").findValuesAsText("state");
  }
}
