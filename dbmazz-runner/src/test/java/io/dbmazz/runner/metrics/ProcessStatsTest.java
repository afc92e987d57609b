package io.dbmazz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatsTest {

  @TempDir private Path directory;

  @Test
  void memoryIsTheResidentSet() throws IOException {
    Path status =
        Files.writeString(
            directory.resolve("status"), "VmPeak:\t  999 kB\nVmRSS:\t  123456 kB\nThreads:\t7\n");

    assertThat(new ProcessStats(status).residentBytes()).isEqualTo(123_456L * 1024);
  }

  @Test
  void withoutProcMemoryIsWhatTheJvmHasCommitted() {
    long bytes = new ProcessStats(directory.resolve("absent")).residentBytes();

    assertThat(bytes).isGreaterThan(1_000_000);
  }

  @Test
  void cpuTimeGrowsWithWork() {
    ProcessStats stats = new ProcessStats();
    long before = stats.cpuTime().toNanos();

    long sum = 0;
    while (stats.cpuTime().toNanos() == before) {
      sum += System.nanoTime() % 7;
    }

    assertThat(stats.cpuTime().toNanos()).isGreaterThan(before);
    assertThat(sum).isNotNegative();
  }

  @Test
  void rateIsOfTheTimeSinceTheLastReading() {
    RateMeter meter = new RateMeter(100, 0);

    assertThat(meter.perSecond(150, 500_000_000)).isEqualTo(100);
    assertThat(meter.perSecond(150, 1_000_000_000)).isZero();
    assertThat(meter.perSecond(160, 1_000_000_000)).isZero();
  }
}
