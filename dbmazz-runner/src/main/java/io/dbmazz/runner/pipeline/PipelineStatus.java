package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Lsn;

/**
 * Where the pipeline stands.
 *
 * @param currentLsn of the newest record polled
 * @param confirmedLsn what the slot was told; while no source runs, the end of the stored offset
 * @param pendingEvents row changes polled and not yet durable in the target
 * @param totalEvents row changes acknowledged since the process started
 */
public record PipelineStatus(
    State state, Lsn currentLsn, Lsn confirmedLsn, long pendingEvents, long totalEvents) {

  PipelineStatus at(Lsn current, Lsn confirmed) {
    return new PipelineStatus(state, current, confirmed, pendingEvents, totalEvents);
  }

  /** What the pipeline does with new records. */
  public enum State {
    RUNNING,
    PAUSED,
    DRAINING,
    STOPPED
  }
}
