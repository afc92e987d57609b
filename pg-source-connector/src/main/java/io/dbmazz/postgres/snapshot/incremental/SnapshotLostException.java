package io.dbmazz.postgres.snapshot.incremental;

/** A table was being read under one snapshot, and that is gone. */
final class SnapshotLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SnapshotLostException(Exception cause) {
    super(cause.toString(), cause);
  }
}
