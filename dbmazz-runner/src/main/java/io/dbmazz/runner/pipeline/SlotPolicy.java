package io.dbmazz.runner.pipeline;

/** What a stop does with the replication slot. */
public enum SlotPolicy {
  /** The job can go on later. */
  KEEP,
  /** The job is deleted: slot and stored offset go. */
  DROP
}
