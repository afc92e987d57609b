package io.dbmazz.starrocks.emulator.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One transaction of the database {@code shop}, spoken to as curl --location-trusted does. */
final class TransactionClient {
  /** What a back end tells of a load. */
  static final List<String> LOAD_FIELDS =
      List.of(
          "Status",
          "Message",
          "Label",
          "TxnId",
          "LoadBytes",
          "StreamLoadPlanTimeMs",
          "ReceivedDataTimeMs");

  private static final int MAX_HOPS = 3;

  private final Http frontEnd;
  private final String label;
  private final List<String> always;

  private TransactionClient(Http frontEnd, String label, List<String> always) {
    this.frontEnd = frontEnd;
    this.label = label;
    this.always = always;
  }

  /** Over one table. */
  static TransactionClient ofOneTable(Http frontEnd, String label) {
    return new TransactionClient(frontEnd, label, List.of());
  }

  /** Over several tables. */
  static TransactionClient ofSeveralTables(Http frontEnd, String label) {
    return new TransactionClient(frontEnd, label, List.of("transaction_type: multi"));
  }

  /** A load of nothing into {@code orders} of another database. */
  static Http.Answer loadElsewhere(Http node, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(Http.AUTH, "db: other", "table: orders"));
    all.addAll(List.of(headers));
    return node.put("/api/transaction/load", new byte[0], all.toArray(String[]::new));
  }

  @FunctionalInterface
  interface Request {
    Http.Answer send(Http node) throws IOException;
  }

  /** The answer at the end of the redirects. */
  static Http.Answer follow(Http.Answer first, Request again) throws IOException {
    Http.Answer answer = first;
    for (int hop = 0; hop < MAX_HOPS && is307(answer); hop++) {
      answer = again.send(new Http(URI.create(answer.header("Location")).getPort()));
    }
    return answer;
  }

  private static boolean is307(Http.Answer answer) {
    return !answer.head().isEmpty() && answer.status() == 307;
  }

  Http.Answer begin(String table, String... headers) throws IOException {
    return operation("begin", with(headers, "table: " + table));
  }

  Http.Answer prepare(String... headers) throws IOException {
    return operation("prepare", headers);
  }

  Http.Answer commit(String... headers) throws IOException {
    return operation("commit", headers);
  }

  Http.Answer rollback(String... headers) throws IOException {
    return operation("rollback", headers);
  }

  /** Any operation without a body. */
  Http.Answer operation(String name, String... headers) throws IOException {
    Request request = node -> node.request("POST /api/transaction/" + name, named(headers));
    return follow(request.send(frontEnd), request);
  }

  /** A load of JSON documents; the body is sent when a server asks for it. */
  Http.Answer load(String table, String json, String... headers) throws IOException {
    return loadAny(table, json, with(headers, "format: json", "strip_outer_array: true"));
  }

  /** A load of whatever the headers say. */
  Http.Answer loadAny(String table, String body, String... headers) throws IOException {
    String[] all = named(with(headers, "table: " + table, "Expect: 100-continue"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return follow(
        frontEnd.put("/api/transaction/load", new byte[0], all),
        node -> node.put("/api/transaction/load", bytes, all));
  }

  private String[] named(String... headers) {
    List<String> all = new ArrayList<>(List.of(Http.AUTH, "db: shop", "label: " + label));
    all.addAll(always);
    all.addAll(List.of(headers));
    return all.toArray(String[]::new);
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
