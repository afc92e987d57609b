package io.dbmazz.starrocks.table;

import org.apache.kafka.connect.errors.ConnectException;

/** There is no such table, or nothing of it may be seen. */
public final class MissingTableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  /** Names the table and the way out. */
  public MissingTableException(TableId id) {
    super(TableCatalog.missing(id));
  }
}
