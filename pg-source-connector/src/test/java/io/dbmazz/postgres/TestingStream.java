package io.dbmazz.postgres;

import io.dbmazz.postgres.type.SessionSettings;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/** A replication session of a test: what pgoutput says of the statements that it runs. */
public final class TestingStream implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int XLOG_DATA_HEADER = 25;
  private static final AtomicInteger SLOTS = new AtomicInteger();

  private final TestingPostgres postgres;
  private final String database;
  private final Connection replication;
  private final CopyDual copy;

  /** One message, with the LSN that came with it. */
  public record Message(Lsn dataStart, ByteBuffer payload) {}

  private TestingStream(
      TestingPostgres postgres, String database, Connection replication, String start)
      throws SQLException {
    this.postgres = postgres;
    this.database = database;
    this.replication = replication;
    try (Statement statement = replication.createStatement()) {
      for (String setting : SessionSettings.STATEMENTS) {
        statement.execute(setting);
      }
    }
    this.copy = replication.unwrap(PGConnection.class).getCopyAPI().copyDual(start);
  }

  private static Connection connect(TestingPostgres postgres, String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", postgres.user());
    properties.setProperty("password", postgres.password());
    properties.setProperty("replication", "database");
    properties.setProperty("assumeMinServerVersion", "10");
    properties.setProperty("preferQueryMode", "simple");
    return DriverManager.getConnection(postgres.jdbcUrl(database), properties);
  }

  /** Creates a slot that lasts as long as the session and reads a publication from it. */
  public static TestingStream open(TestingPostgres postgres, String database, String publication)
      throws SQLException {
    return open(postgres, database, publication, "");
  }

  /** The same with values in binary form; PostgreSQL 14 or newer. */
  public static TestingStream openBinary(
      TestingPostgres postgres, String database, String publication) throws SQLException {
    return open(postgres, database, publication, ", binary 'true'");
  }

  private static TestingStream open(
      TestingPostgres postgres, String database, String publication, String options)
      throws SQLException {
    String slot = "testing_" + SLOTS.incrementAndGet();
    Connection replication = connect(postgres, database);
    try (Statement statement = replication.createStatement()) {
      statement.execute(
          "CREATE_REPLICATION_SLOT " + slot + " TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT");
    }
    return new TestingStream(
        postgres,
        database,
        replication,
        start(slot, "proto_version '1', publication_names '" + publication + "'" + options));
  }

  /** Reads a slot that is there from its confirmed position. */
  public static TestingStream resume(
      TestingPostgres postgres, String database, String slot, String options) throws SQLException {
    return new TestingStream(postgres, database, connect(postgres, database), start(slot, options));
  }

  private static String start(String slot, String options) {
    return "START_REPLICATION SLOT " + slot + " LOGICAL 0/0 (" + options + ")";
  }

  /** Runs statements, each committed on its own, and returns all that the server sent of them. */
  public List<Message> messagesOf(String... statements) throws SQLException {
    postgres.executeIn(database, statements);
    return messages();
  }

  /** Returns what the server sends up to its present end of WAL. */
  public List<Message> messages() throws SQLException {
    Lsn end = flushedLsn();
    List<Message> messages = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      byte[] frame = copy.readFromCopy(false);
      if (frame == null) {
        askForKeepalive();
      } else if (frame[0] == 'w') {
        messages.add(message(frame));
      } else if (!end.isAfter(new Lsn(ByteBuffer.wrap(frame).getLong(1)))) {
        return messages;
      }
    }
    throw new IllegalStateException("No end of WAL within " + PATIENCE);
  }

  private Lsn flushedLsn() throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()::text")) {
      row.next();
      return Lsn.parse(row.getString(1));
    }
  }

  private static Message message(byte[] frame) {
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    Lsn dataStart = new Lsn(buffer.getLong(1));
    return new Message(dataStart, buffer.position(XLOG_DATA_HEADER).slice());
  }

  /** Confirms nothing, so that the slot stays where it is. */
  private void askForKeepalive() throws SQLException {
    byte[] status = ByteBuffer.allocate(34).put((byte) 'r').put(33, (byte) 1).array();
    copy.writeToCopy(status, 0, status.length);
    copy.flushCopy();
  }

  /** Ends the session. */
  @Override
  public void close() throws SQLException {
    replication.close();
  }
}
