package io.dbmazz.runner.pipeline;

/**
 * Running totals and lags, at one moment.
 *
 * @param totalEvents row changes acknowledged since the process started
 * @param lagEvents row changes polled and not yet durable
 * @param lagBytes the server's WAL position minus the confirmed one
 * @param totalLoads loads that the target has accepted since the process started
 */
public record PipelineMetrics(long totalEvents, long lagEvents, long lagBytes, long totalLoads) {}
