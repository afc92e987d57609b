package io.dbmazz.starrocks.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads through both hops. The bound is a fifth of what a free machine of two cores does, so that a
 * busy one passes; the rate measured is logged.
 */
class ThroughputIT {
  private static final Logger log = LoggerFactory.getLogger(ThroughputIT.class);
  private static final int ROWS_PER_SECOND = 10_000;

  private static String rows(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            id ->
                "{\"id\":"
                    + id
                    + ",\"customer\":"
                    + id % 977
                    + ",\"status\":\"shipped\",\"amount\":\"1234.56\",\"note\":\"a text of some"
                    + " length to carry\",\"at\":\"2024-02-29 01:02:03.000004\",\"paid\":true,"
                    + "\"version\":"
                    + (1_000_000L + id)
                    + ",\"__op\":0}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static RunningEmulator start() throws Exception {
    RunningEmulator running = new RunningEmulator(EmulatorOptions.defaults());
    running.execute(
        "CREATE TABLE orders (id BIGINT NOT NULL, customer INT, status VARCHAR(20),"
            + " amount DECIMAL(12,2), note STRING, at DATETIME, paid BOOLEAN, version BIGINT)"
            + " PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
            + " PROPERTIES (\"replication_num\"=\"1\")");
    return running;
  }

  private static Duration load(RunningEmulator running, List<String> bodies) throws Exception {
    long start = System.nanoTime();
    for (String body : bodies) {
      JsonNode answer = running.load("orders", body, "strict_mode", "true");
      assertThat(answer.path("Status").asText()).as(answer.toString()).isEqualTo("Success");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Inserts to warm up, then replaces every row and is timed. */
  private static void time(RunningEmulator running, List<String> bodies, int rows)
      throws Exception {
    load(running, bodies);
    Duration taken = load(running, bodies);
    log.info("{} rows in {} loads: {} ms", rows, bodies.size(), taken.toMillis());
    assertThat(taken).isLessThan(Duration.ofMillis(rows * 1000L / ROWS_PER_SECOND));
  }

  @Test
  void smallLoadsKeepUp() throws Exception {
    try (RunningEmulator running = start()) {
      List<String> bodies = IntStream.range(0, 40).mapToObj(i -> rows(i * 5000, 5000)).toList();
      time(running, bodies, 200_000);
      assertThat(running.query("SELECT count(*) FROM orders")).containsExactly(List.of("200000"));
    }
  }

  @Test
  void aHundredThousandRowsLoadInOnePiece() throws Exception {
    try (RunningEmulator running = start()) {
      List<String> body = List.of(rows(0, 100_000));
      time(running, body, 100_000);
      assertThat(running.query("SELECT count(*) FROM orders")).containsExactly(List.of("100000"));
    }
  }
}
