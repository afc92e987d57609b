package io.dbmazz.runner.demo.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Compares tables in PostgreSQL with their copies in StarRocks: the rows of the source against the
 * rows of the target that are not marked deleted. Both sides are streamed, so size does not matter.
 * Not thread-safe.
 */
public final class TableComparison {

  private static final int FETCH_ROWS = 200;

  private final Connection source;
  private final Connection target;

  /**
   * @param source PostgreSQL
   * @param target StarRocks' MySQL port, with the database selected
   */
  public TableComparison(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Compares {@code schema.table} with the target table of the same name, as they are now. Writers
   * must have ended.
   *
   * @throws SQLException when one side cannot be read, for example a column is missing in the
   *     target
   */
  public TableEquality compare(String schema, String table) throws SQLException {
    ComparedTable columns = ComparedTable.read(source, schema, table);
    source.setAutoCommit(false);
    try (Statement left = source.createStatement();
        Statement right = target.createStatement()) {
      left.setFetchSize(FETCH_ROWS);
      // Connector/J streams row by row only with this value.
      right.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet sourceRows = left.executeQuery(columns.sourceQuery());
          ResultSet targetRows = right.executeQuery(columns.targetQuery(table))) {
        return RowMerge.compare(
            columns.columnNames(),
            new Rows(sourceRows, columns::sourceRow),
            new Rows(targetRows, columns::targetRow));
      }
    } finally {
      source.rollback();
      source.setAutoCommit(true);
    }
  }

  private interface Reader {
    Row read(ResultSet row) throws SQLException;
  }

  /** A result set as an iterator that insists on ascending keys: the merge depends on them. */
  private static final class Rows implements Iterator<Row> {

    private final ResultSet rows;
    private final Reader reader;
    private Row ahead;

    Rows(ResultSet rows, Reader reader) throws SQLException {
      this.rows = rows;
      this.reader = reader;
      advance();
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Row next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      Row row = ahead;
      try {
        advance();
      } catch (SQLException e) {
        throw new IllegalStateException("Reading rows after " + row.key() + " failed", e);
      }
      if (ahead != null && row.key().compareTo(ahead.key()) >= 0) {
        throw new IllegalStateException(
            "Rows are not in key order: " + ahead.key() + " came after " + row.key());
      }
      return row;
    }

    private void advance() throws SQLException {
      ahead = rows.next() ? reader.read(rows) : null;
    }
  }
}
