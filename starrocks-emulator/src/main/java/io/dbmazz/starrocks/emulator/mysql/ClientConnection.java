package io.dbmazz.starrocks.emulator.mysql;

import io.dbmazz.starrocks.emulator.sql.SqlError;
import io.dbmazz.starrocks.emulator.sql.SqlResult;
import io.dbmazz.starrocks.emulator.sql.SqlScript;
import io.dbmazz.starrocks.emulator.sql.SqlSession;
import io.dbmazz.starrocks.emulator.sql.Texts;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the commands of one client, one after another, on that client's thread. */
final class ClientConnection {

  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  private static final int QUIT = 0x01;
  private static final int INIT_DB = 0x02;
  private static final int QUERY = 0x03;
  private static final int PING = 0x0e;
  private static final int SET_OPTION = 0x1b;
  private static final int RESET_CONNECTION = 0x1f;

  private final PacketChannel channel;
  private final SqlSession session;

  ClientConnection(PacketChannel channel, SqlSession session) {
    this.channel = channel;
    this.session = session;
  }

  /** Until the client quits or goes away. */
  void serve() throws IOException {
    boolean open = true;
    while (open) {
      PayloadReader command = new PayloadReader(read());
      open = answer((int) command.integer(1), command);
      channel.flush();
    }
  }

  private byte[] read() throws IOException {
    try {
      return channel.read();
    } catch (PacketChannel.OversizeException e) {
      channel.write(
          Replies.error(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes"));
      channel.flush();
      throw e;
    }
  }

  private boolean answer(int command, PayloadReader arguments) throws IOException {
    switch (command) {
      case QUIT -> {
        return false;
      }
      case INIT_DB -> use(arguments.rest());
      case QUERY -> query(arguments.rest());
      case PING, RESET_CONNECTION -> channel.write(Replies.ok(0, Replies.AUTOCOMMIT));
      case SET_OPTION -> channel.write(Replies.end(Replies.AUTOCOMMIT));
      // Among them COM_FIELD_LIST and COM_STMT_PREPARE, as before StarRocks 3.2.
      default -> channel.write(Replies.error(1047, "08S01", "Unknown command(" + command + ")"));
    }
    return true;
  }

  private void use(String database) throws IOException {
    try {
      session.use(database);
      channel.write(Replies.ok(0, Replies.AUTOCOMMIT));
    } catch (SqlError e) {
      channel.write(Replies.error(e));
    }
  }

  private void query(String sql) throws IOException {
    try {
      SqlScript script = SqlScript.parse(sql);
      for (int i = 0; i < script.size(); i++) {
        boolean more = i + 1 < script.size();
        write(session.execute(script, i), Replies.AUTOCOMMIT | (more ? Replies.MORE_RESULTS : 0));
      }
    } catch (SqlError e) {
      channel.write(Replies.error(e));
    } catch (RuntimeException e) {
      log.warn("A statement failed inside the emulator; the client was told error 1105", e);
      channel.write(Replies.error(1105, "HY000", "The emulator failed: " + e));
    }
  }

  private void write(SqlResult result, int status) throws IOException {
    if (result instanceof SqlResult.Rows rows) {
      channel.write(new Payload().length(rows.columns().size()));
      for (SqlResult.ResultColumn column : rows.columns()) {
        channel.write(ColumnTypes.describe(column));
      }
      channel.write(Replies.end(status));
      for (Object[] row : rows.rows()) {
        channel.write(row(row));
      }
      channel.write(Replies.end(status));
    } else {
      channel.write(Replies.ok(((SqlResult.Done) result).changedRows(), status));
    }
  }

  private static Payload row(Object[] values) {
    Payload row = new Payload();
    for (Object value : values) {
      if (value == null) {
        row.sqlNull();
      } else if (value instanceof byte[] bytes) {
        row.counted(bytes);
      } else {
        row.counted(Texts.of(value));
      }
    }
    return row;
  }
}
