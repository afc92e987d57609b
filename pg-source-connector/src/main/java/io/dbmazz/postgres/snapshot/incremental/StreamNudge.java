package io.dbmazz.postgres.snapshot.incremental;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an idle server's stream move, so that a chunk's end of the WAL is reached at once: a
 * logical message, which needs no table and no privilege, in a transaction of its own, because only
 * a commit is flushed without delay. Where it is refused, as on a standby, the stream gets there in
 * its own time. For the reading thread.
 */
public final class StreamNudge {

  /** Of the messages, which say nothing to anybody. */
  public static final String PREFIX = "dbmazz";

  private static final Logger LOG = LoggerFactory.getLogger(StreamNudge.class);

  private final Connection connection;
  private boolean refused;

  StreamNudge(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends it.
   *
   * @throws SQLException when the connection is lost
   */
  void send() throws SQLException {
    if (refused) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, '" + PREFIX + "', '')");
    } catch (SQLException e) {
      if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
        throw e;
      }
      refused = true;
      LOG.debug("Going on without nudging the stream", e);
    }
  }
}
