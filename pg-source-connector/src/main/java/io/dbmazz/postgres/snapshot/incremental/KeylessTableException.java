package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import org.apache.kafka.connect.errors.ConnectException;

/** A table that was to be read by its key has none: it is read whole, under one snapshot. */
final class KeylessTableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  KeylessTableException(TableName table) {
    super("Table " + table + " has no key to read it by in chunks");
  }
}
