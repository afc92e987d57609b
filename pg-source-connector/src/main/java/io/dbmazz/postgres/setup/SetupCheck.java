package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;

/** Something that must hold on the server, looked at without changing anything. */
interface SetupCheck {

  /**
   * Looks.
   *
   * @throws SetupException when it does not hold
   */
  void verify(Connection connection) throws SQLException;
}
