package io.dbmazz.starrocks.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An emulator with database {@code shop}, spoken to over its ports alone. */
final class RunningEmulator implements AutoCloseable {
  static final String PASSWORD = "s3:cret";

  private final StarRocksEmulator emulator;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningEmulator(EmulatorOptions options) {
    emulator = StarRocksEmulator.start(options.withUser("root", PASSWORD).withDatabases("shop"));
  }

  StarRocksEmulator emulator() {
    return emulator;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(emulator.jdbcUrl("shop"), "root", PASSWORD);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows as texts, NULL as null. */
  List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        String[] row = new String[result.getMetaData().getColumnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getString(i + 1);
        }
        rows.add(Arrays.asList(row));
      }
      return rows;
    }
  }

  /** Loads JSON through the front end and its redirect; headers are names and values in turn. */
  JsonNode load(String table, String body, String... headers)
      throws IOException, InterruptedException {
    URI front = URI.create(emulator.feUrl() + "/api/shop/" + table + "/_stream_load");
    HttpResponse<String> redirect = put(front, body, headers);
    URI back = URI.create(redirect.headers().firstValue("Location").orElseThrow());
    return new ObjectMapper().readTree(put(back, body, headers).body());
  }

  private HttpResponse<String> put(URI uri, String body, String... headers)
      throws IOException, InterruptedException {
    String pair = "root:" + PASSWORD;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .expectContinue(true)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .header("format", "json")
            .header("strip_outer_array", "true")
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    emulator.close();
  }
}
