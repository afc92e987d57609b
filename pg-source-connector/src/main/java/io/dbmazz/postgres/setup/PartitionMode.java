package io.dbmazz.postgres.setup;

/** Under which name the changes of partitions are published. */
public enum PartitionMode {
  /** The partitioned table's. Servers before 13 cannot. */
  ROOT,
  /** Each partition's own. */
  LEAF
}
