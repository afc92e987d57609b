package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Values that are large for the heap, in a process with a heap of 64 MB. */
class SmallHeapIT {

  private static String outputWithValueOf(int bytes) throws Exception {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source.sql(
          "ALTER TABLE orders ALTER note SET STORAGE EXTERNAL",
          "INSERT INTO orders VALUES (1)",
          "INSERT INTO orders VALUES (2, repeat('x', " + bytes + "))",
          "INSERT INTO orders VALUES (3)");
      return run(source);
    }
  }

  private static String run(TestingSource source)
      throws IOException, InterruptedException, SQLException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapReader.class.getName()));
    source.properties().forEach((key, value) -> command.add(key + "=" + value));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(output, StandardCharsets.UTF_8);
  }

  @Test
  void valueThatFitsButWouldNotAsARecordIsRefusedByName() throws Exception {
    assertThat(outputWithValueOf(15_000_000))
        .contains("id 1", "A change of public.orders has 15000019 bytes", "in column note")
        .doesNotContain("id 3", "OutOfMemoryError");
  }

  @Test
  void valueLargerThanTheHeapEndsTheTaskInOrder() throws Exception {
    assertThat(outputWithValueOf(150_000_000))
        .contains("id 1", "has no room for the next change of the slot", "-Xmx")
        .doesNotContain("id 3", "OutOfMemoryError");
  }

  @Test
  void valueBelowTheLimitPasses() throws Exception {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source
          .with("max.change.size.in.bytes", "7000000")
          .sql(
              "INSERT INTO orders SELECT i, repeat('x', 6900000) FROM generate_series(1, 5) AS i",
              "INSERT INTO orders VALUES (6, repeat('x', 7000000))");

      assertThat(run(source)).contains("id 5", "A change of public.orders has 7000019 bytes");
    }
  }
}
