package io.dbmazz.runner.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Memory and CPU of this process, as the operating system counts them. */
public final class ProcessStats {

  private static final String RESIDENT = "VmRSS:";

  private final Path status;

  /** Reads {@code /proc/self/status}. */
  public ProcessStats() {
    this(Path.of("/proc/self/status"));
  }

  ProcessStats(Path status) {
    this.status = status;
  }

  /**
   * Resident set in bytes. Where the system has no {@code /proc}, what the JVM has committed: heap
   * and non-heap, without thread stacks and direct buffers.
   */
  public long residentBytes() {
    return residentSet().orElseGet(ProcessStats::committedBytes);
  }

  private Optional<Long> residentSet() {
    try {
      return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .map(ProcessStats::kibibytes)
          .findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + status, e);
    }
  }

  /** Of {@code VmRSS: 123456 kB}. */
  private static long kibibytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
  }

  private static long committedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted();
  }

  /** CPU time used since the process started; zero where the system does not tell. */
  public Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
