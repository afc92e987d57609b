package io.dbmazz.runner.control;

import io.dbmazz.control.MetricsResponse;
import io.dbmazz.runner.metrics.ProcessStats;
import io.dbmazz.runner.metrics.RateMeter;
import io.dbmazz.runner.pipeline.PipelineMetrics;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The samples of one stream; rates are those since its last sample. One thread at a time. */
final class MetricsSampler {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Supplier<PipelineMetrics> metrics;
  private final ProcessStats process;
  private final Clock clock;
  private final LongSupplier nanos;
  private final RateMeter events;
  private final RateMeter cpu;

  MetricsSampler(
      Supplier<PipelineMetrics> metrics, ProcessStats process, Clock clock, LongSupplier nanos) {
    this.metrics = metrics;
    this.process = process;
    this.clock = clock;
    this.nanos = nanos;
    this.events = new RateMeter(metrics.get().totalEvents(), nanos.getAsLong());
    this.cpu = new RateMeter(process.cpuTime().toNanos(), nanos.getAsLong());
  }

  MetricsResponse sample() {
    PipelineMetrics now = metrics.get();
    long at = nanos.getAsLong();
    double cpuNanosPerSecond = cpu.perSecond(process.cpuTime().toNanos(), at);
    return MetricsResponse.newBuilder()
        .setTimestamp(clock.instant().getEpochSecond())
        .setEventsPerSecond(events.perSecond(now.totalEvents(), at))
        .setLagBytes(now.lagBytes())
        .setLagEvents(now.lagEvents())
        .setMemoryBytes(process.residentBytes())
        .setTotalEventsProcessed(now.totalEvents())
        .setTotalBatchesSent(now.totalLoads())
        .setCpuMillicores(Math.round(cpuNanosPerSecond / NANOS_PER_MILLI))
        .build();
  }
}
