package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions larger than the heap, default settings. {@code -Ddbmazz.test.rows=5000000
 * -Ddbmazz.test.heap=128} is the large version.
 */
class LargeTransactionIT {

  private static final int HEAP_MIB = Integer.getInteger("dbmazz.test.heap", 64);
  private static final int ROWS = Integer.getInteger("dbmazz.test.rows", 150_000);
  private static final int ROW_BYTES = Integer.getInteger("dbmazz.test.row.bytes", 600);

  @Test
  void transactionLargerThanTheHeapPasses() throws Exception {
    try (TestingSource source = TestingSource.withOrders()) {
      assertThat((long) ROWS * ROW_BYTES).isGreaterThan((long) HEAP_MIB << 20);

      assertThat(read(withLargeTransaction(source))).contains(ROWS + " rows");
    }
  }

  @Test
  void streamedTransactionLargerThanTheHeapPasses(@TempDir Path directory) throws Exception {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(14);
    try (TestingSource source = TestingSource.withOrders()) {
      source
          .with("streaming.mode", "on")
          .with("spool.directory", directory.toString())
          .sql("ALTER DATABASE " + source.database() + " SET logical_decoding_work_mem = '1MB'");

      assertThat(read(withLargeTransaction(source))).contains(ROWS + " rows");
      await().until(() -> source.streamedTransactions() > 0);
      try (Stream<Path> left = Files.list(directory)) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static TestingSource withLargeTransaction(TestingSource source) throws SQLException {
    source.start().close();
    return source.sql(
        "INSERT INTO orders SELECT id, repeat('x', "
            + ROW_BYTES
            + ") FROM generate_series(1, "
            + ROWS
            + ") id");
  }

  /** Reads in a process with a small heap and returns what it printed. */
  private static String read(TestingSource source) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LargeTransactionReader.class.getName(), Integer.toString(ROWS)));
    source.properties().forEach((key, value) -> command.add(key + "=" + value));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    System.out.println(output.lines().reduce((first, last) -> last).orElse(""));
    return output;
  }
}
