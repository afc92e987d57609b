package io.dbmazz.starrocks.table;

import org.apache.kafka.connect.errors.ConnectException;

/** There is no such table, or nothing of it may be seen. */
public final class MissingTableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final transient TableId id;

  /** Names the table and the way out. */
  public MissingTableException(TableId id) {
    super(TableCatalog.missing(id));
    this.id = id;
  }

  /** The table. */
  public TableId id() {
    return id;
  }
}
