package io.dbmazz.starrocks.emulator.sql;

import java.util.Optional;

/** What one client's connection remembers. Used by that connection's thread alone. */
final class SessionState {

  private final ServerVersion version;
  private final String user;
  private final long connectionId;
  private final Variables variables;
  private String database;

  SessionState(ServerVersion version, String user, long connectionId) {
    this.version = version;
    this.user = user;
    this.connectionId = connectionId;
    this.variables = new Variables(version);
  }

  ServerVersion version() {
    return version;
  }

  String user() {
    return user;
  }

  long connectionId() {
    return connectionId;
  }

  Variables variables() {
    return variables;
  }

  Optional<String> database() {
    return Optional.ofNullable(database);
  }

  void use(String chosen) {
    database = chosen;
  }
}
