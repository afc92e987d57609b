package io.dbmazz.postgres.setup;

/**
 * The publication wanted.
 *
 * @param name of it
 * @param mode what may be done about it
 * @param partitions under which name partitions are published
 */
public record PublicationSettings(String name, PublicationMode mode, PartitionMode partitions) {

  /** What the server can do of it. */
  PublicationSettings forServer(int majorVersion) {
    return majorVersion < 13 ? new PublicationSettings(name, mode, PartitionMode.LEAF) : this;
  }
}
