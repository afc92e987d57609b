package io.dbmazz.postgres.emit;

/**
 * What goes into every record.
 *
 * @param version of the connector
 * @param topicPrefix the server's name in records and offsets
 * @param database name
 * @param tombstones what follows a delete
 */
public record EmitSettings(
    String version, String topicPrefix, String database, Tombstones tombstones) {

  /** Whether a delete is followed by a record without a value, for compacted topics. */
  public enum Tombstones {
    AFTER_DELETE,
    NONE
  }
}
