package io.dbmazz.runner.pipeline;

/** How a pipeline ended. */
public enum PipelineEnd {
  /** Everything read is in the target, and its offset stored. */
  DRAINED,
  /** At once, as asked; what was under way is read again next time. */
  STOPPED,
  /** By an error, which the log names. */
  FAILED
}
