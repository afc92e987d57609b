package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import org.apache.kafka.connect.errors.ConnectException;

/** A table that was to be read is not there, or not any more. */
final class NoSuchTableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  NoSuchTableException(TableName table) {
    super("Table " + table + " does not exist");
  }
}
