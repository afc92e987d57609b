package io.dbmazz.postgres.emit;

import java.util.function.Predicate;

/**
 * What goes into every record.
 *
 * @param version of the connector
 * @param topicPrefix the server's name in records and offsets
 * @param database name
 * @param tombstones what follows a delete
 * @param messages prefixes of logical messages that become records
 */
public record EmitSettings(
    String version,
    String topicPrefix,
    String database,
    Tombstones tombstones,
    Predicate<String> messages) {

  /** Whether a delete is followed by a record without a value, for compacted topics. */
  public enum Tombstones {
    AFTER_DELETE,
    NONE
  }
}
