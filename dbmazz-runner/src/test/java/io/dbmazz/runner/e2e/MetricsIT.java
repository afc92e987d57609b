package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.MetricsResponse;
import io.dbmazz.control.PauseRequest;
import io.dbmazz.record.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers are measured (losses 6, 8). */
class MetricsIT {

  @AutoClose private final Site site = Orders.site();
  private RunnerClient runner;

  @BeforeEach
  void replicate() {
    runner = site.run();
  }

  @Test
  void loss6MemoryIsTheResidentSetOfTheProcess() {
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(runner.metrics().getMemoryBytes())
                    .isCloseTo(
                        residentBytes(ProcessHandle.current().pid()),
                        Percentage.withPercentage(10)));
  }

  @Test
  void loss8EventsAreRowChangesAndNothingElse() throws Exception {
    long before = runner.metrics().getTotalEventsProcessed();

    site.sourceTransaction(Orders.insert(1, 20), Orders.update(1, 5));
    site.source(Orders.delete(1, 2), "SELECT pg_logical_emit_message(true, 'app', 'x')");
    site.source("CREATE TABLE other (id int)", "INSERT INTO other VALUES (1)");
    site.awaitEqual(Orders.TABLE);

    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () -> assertThat(runner.metrics().getTotalEventsProcessed() - before).isEqualTo(27));
  }

  @Test
  void lagIsTheServersPositionMinusTheConfirmedOne() throws Exception {
    runner.control().pause(PauseRequest.getDefaultInstance());
    Lsn confirmed = site.confirmed();

    site.source(Orders.insert(1, 5_000));

    long least = site.currentLsn().bytesSince(confirmed);
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () -> {
              MetricsResponse metrics = runner.metrics();
              assertThat(metrics.getLagBytes())
                  .isBetween(least, site.currentLsn().bytesSince(confirmed));
            });
    assertThat(runner.status().getConfirmedLsn()).isEqualTo(site.confirmed().value());
  }

  @Test
  void everyLoadAndTheProcessorTimeAreCounted() throws Exception {
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);

    MetricsResponse metrics = runner.metrics();

    assertThat(metrics.getTotalBatchesSent()).isPositive();
    assertThat(metrics.getTimestamp())
        .isCloseTo(System.currentTimeMillis() / 1_000, Percentage.withPercentage(0.001));
    await().atMost(Site.PATIENCE).until(() -> runner.metrics().getCpuMillicores() > 0);
  }

  private static long residentBytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
    }
  }
}
