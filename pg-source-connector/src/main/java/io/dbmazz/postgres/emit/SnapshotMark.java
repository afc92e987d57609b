package io.dbmazz.postgres.emit;

/** A record's place in a snapshot: {@code source.snapshot}, with Debezium's values. */
public enum SnapshotMark {
  /** Not of a snapshot. */
  NONE("false"),
  /** The first record of all. */
  FIRST("first"),
  FIRST_OF_TABLE("first_in_data_collection"),
  MIDDLE("true"),
  LAST_OF_TABLE("last_in_data_collection"),
  /** The last record of all. */
  LAST("last"),
  /** Read while streaming. */
  INCREMENTAL("incremental");

  private final String code;

  SnapshotMark(String code) {
    this.code = code;
  }

  /** What travels in the record. */
  String code() {
    return code;
  }
}
