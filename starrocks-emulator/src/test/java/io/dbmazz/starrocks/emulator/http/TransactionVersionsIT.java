package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came with which version of StarRocks. */
class TransactionVersionsIT {
  private static final String ROW = "{\"id\":1,\"name\":\"a\"}";

  private static TransactionClient oneTable(TestCluster cluster) {
    return cluster.overOneTable("l1");
  }

  @Test
  void transactionsCameWith24() throws IOException {
    try (TestCluster cluster = new TestCluster("2.3.9")) {
      assertThat(oneTable(cluster).begin("orders").status()).isEqualTo(404);
      Http.Answer direct = cluster.backEnd().request("POST /api/transaction/begin", Http.AUTH);
      assertThat(direct.status()).isEqualTo(404);
    }
    try (TestCluster cluster = new TestCluster("2.4.0")) {
      assertThat(oneTable(cluster).begin("orders").text("Status")).isEqualTo("OK");
    }
  }

  @Test
  void before40AskingForSeveralTablesIsIgnored() throws IOException {
    try (TestCluster cluster = new TestCluster("3.5.9")) {
      TransactionClient several = cluster.overSeveralTables("l1");
      Http.Answer begin = several.operation("begin");
      assertThat(begin.text("Status")).isEqualTo("ANALYSIS_ERROR");
      assertThat(begin.text("Message")).isEqualTo("unknown table \"shop.\"");
      assertThat(several.begin("orders").text("Label")).isEqualTo("l1");
      assertThat(several.load("orders", ROW).text("Status")).isEqualTo("OK");
      assertThat(several.prepare().text("Status")).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @CsvSource({"3.5.3, VISIBLE", "3.5.4, ABORTED"})
  void thePreparedTimeoutIsHeededSince354(String version, String state) throws IOException {
    try (TestCluster cluster = new TestCluster(version)) {
      TransactionClient transaction = oneTable(cluster);
      transaction.begin("orders");
      transaction.load("orders", ROW);
      transaction.prepare("prepared_timeout: 1");
      cluster.clock.advance(Duration.ofSeconds(2));
      transaction.commit();
      assertThat(cluster.state("l1")).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @CsvSource({"2.4.9, older", "2.5.0, newer"})
  void theMergeConditionIsHeededSince25(String version, String name) throws IOException {
    try (TestCluster cluster = new TestCluster(version)) {
      TransactionClient transaction = cluster.overOneTable("l1");
      transaction.begin("versions");
      String condition = "merge_condition: version";
      transaction.load("versions", "{\"id\":1,\"name\":\"newer\",\"version\":2}", condition);
      transaction.load("versions", "{\"id\":1,\"name\":\"older\",\"version\":1}", condition);
      assertThat(transaction.commit().text("Status")).isEqualTo("OK");
      assertThat(cluster.versionedRows()).extracting(row -> row.get(1)).containsExactly(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"3.1.2, ANALYSIS_ERROR", "3.1.3, OK"})
  void partialUpdatesMayBeConditionalSince313(String version, String status) throws IOException {
    try (TestCluster cluster = new TestCluster(version)) {
      TransactionClient transaction = oneTable(cluster);
      transaction.begin("versions");
      Http.Answer load =
          transaction.load(
              "versions",
              "{\"id\":1,\"version\":2}",
              "partial_update: true",
              "columns: id,version",
              "merge_condition: version");
      assertThat(load.text("Status")).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"3.2.6, Fail", "3.2.7, Success"})
  void jsonIsDecompressedSince327(String version, String status) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(("[" + ROW + "]").getBytes(StandardCharsets.UTF_8));
    }
    try (TestCluster cluster = new TestCluster(version)) {
      Http.Answer answer = cluster.backEnd().load(bytes.toByteArray(), "compression: gzip");
      assertThat(answer.text("Status")).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"2.5.13, 2", "3.0.0, 1"})
  void theHeaderOfTextIsSkippedSince30(String version, int rows) throws IOException {
    try (TestCluster cluster = new TestCluster(version)) {
      byte[] text = "1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);
      cluster.backEnd().put(Http.LOAD, text, Http.AUTH, "column_separator: ,", "skip_header: 1");
      assertThat(cluster.rows()).hasSize(rows);
    }
  }
}
