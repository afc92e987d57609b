package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadHeadersIT {
  private static final String ROW = "[{\"id\":1,\"name\":\"a\"}]";

  @AutoClose private final TestCluster cluster = new TestCluster();
  private final Http backEnd = cluster.backEnd();

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void assertFails(Http.Answer answer, String message) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).isEqualTo(message);
    assertThat(cluster.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Encoding: gzip", "compression: GZIP"})
  void jsonMayBeCompressed(String header) throws IOException {
    assertThat(backEnd.load(gzip(ROW), header).text("Status")).isEqualTo("Success");
    assertThat(cluster.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void csvMayBeCompressed() throws IOException {
    Http.Answer answer =
        backEnd.put(Http.LOAD, gzip("1,a\n"), Http.AUTH, "format: gzip", "column_separator: ,");
    assertThat(answer.text("Status")).isEqualTo("Success");
  }

  @Test
  void csvIsTheDefault() throws IOException {
    byte[] body = "1\u0001a\n".getBytes(StandardCharsets.UTF_8);
    Http.Answer answer = backEnd.put(Http.LOAD, body, Http.AUTH, "column_separator: \\x01");
    assertThat(answer.text("Status")).isEqualTo("Success");
    assertThat(cluster.rows()).containsExactly(List.of(1L, "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: orc|unknown data format, format=orc",
        "strict_mode: yes|Invalid strict mode format. Must be bool type",
        "timeout: soon|Invalid timeout format",
        "timeout: -1|Invalid timeout format",
        "partial_update: 1|Invalid partial update flag format. Must be bool type",
        "trim_space: x|Invalid trim space format. Must be bool type",
        "columns: id,id|Duplicate column: id",
        "merge_condition: nope|Merge condition column nope does not exist. If you are doing"
            + " partial update with condition update, please check condition column is in the"
            + " given update columns. Otherwise please check condition column is in table orders",
        "where: id=1|the emulator does not know the header where",
        "enable_merge_commit: true|the emulator does not know the header enable_merge_commit",
        "compression: LZ4_FRAME|the emulator cannot read compression LZ4_FRAME; send gzip or none",
      })
  void headersThatCannotBeServedFailTheLoad(String header, String message) throws IOException {
    boolean format = header.startsWith("format");
    Http.Answer answer =
        format ? backEnd.put(Http.LOAD, new byte[0], Http.AUTH, header) : backEnd.load(ROW, header);
    assertFails(answer, message);
  }

  @Test
  void compressionAndContentEncodingExcludeEachOther() throws IOException {
    assertFails(
        backEnd.load(ROW, "compression: gzip", "Content-Encoding: gzip"),
        "Only one of http header content-encoding and compression can be set");
  }

  @Test
  void partitionsAndTemporaryPartitionsExcludeEachOther() throws IOException {
    assertFails(
        backEnd.load(ROW, "partitions: p", "temporary_partitions: q"),
        "Can not specify both partitions and temporary partitions");
  }

  @Test
  void skipHeaderIsANumberOfRows() throws IOException {
    assertFails(
        backEnd.put(Http.LOAD, new byte[0], Http.AUTH, "skip_header: -1"),
        "skip_header must be equal or greater than 0");
    assertFails(
        backEnd.put(Http.LOAD, new byte[0], Http.AUTH, "skip_header: one"),
        "Invalid csv load skip_header format");
  }

  @Test
  void unknownHeadersAreIgnored() throws IOException {
    assertThat(backEnd.load(ROW, "strict_mod: yes").text("Status")).isEqualTo("Success");
  }

  @Test
  void headerNamesAreCaseInsensitive() throws IOException {
    assertThat(backEnd.load(ROW, "LABEL: l1").text("Label")).isEqualTo("l1");
  }

  @Test
  void columnNamesBeyondAsciiArriveAsUtf8() throws IOException {
    assertFails(backEnd.load(ROW, "columns: é,é"), "Duplicate column: é");
  }

  @Test
  void aBodyThatIsNotWhatItSaysFailsTheLoad() throws IOException {
    Http.Answer answer = backEnd.load(ROW, "Content-Encoding: gzip");
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).startsWith("decompress failed: ");
  }

  @Test
  void labelsAndTimeoutsAreChecked() throws IOException {
    assertFails(
        backEnd.load(ROW, "label: a b"), "Label format error. regex: ^[-\\w]{1,128}$, label: a b");
    assertFails(
        backEnd.load(ROW, "timeout: 0"),
        "Invalid timeout. Timeout should between 1 and 259200 seconds");
  }
}
