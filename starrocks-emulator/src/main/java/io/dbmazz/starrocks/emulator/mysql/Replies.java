package io.dbmazz.starrocks.emulator.mysql;

import io.dbmazz.starrocks.emulator.sql.SqlError;

/** The server's short answers. */
final class Replies {

  static final int AUTOCOMMIT = 2;
  static final int MORE_RESULTS = 8;

  private static final int OK = 0x00;
  private static final int EOF = 0xfe;
  private static final int ERROR = 0xff;

  private Replies() {}

  static Payload ok(long changedRows, int status) {
    return new Payload()
        .integer(OK, 1)
        .length(changedRows)
        .length(0)
        .integer(status, 2)
        .integer(0, 2);
  }

  static Payload end(int status) {
    return new Payload().integer(EOF, 1).integer(0, 2).integer(status, 2);
  }

  static Payload error(SqlError error) {
    return error(error.number(), error.state(), error.getMessage());
  }

  static Payload error(int number, String state, String message) {
    return new Payload().integer(ERROR, 1).integer(number, 2).text("#" + state).text(message);
  }
}
