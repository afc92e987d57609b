package io.dbmazz.starrocks.emulator.mysql;

/**
 * How the MySQL port is opened.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param user the only user
 * @param password may be empty
 * @param maxConnections further clients are refused
 */
public record MySqlOptions(
    String host, int port, String user, String password, int maxConnections) {

  /** Loopback, any free port, user root without a password, 256 connections. */
  public static MySqlOptions defaults() {
    return new MySqlOptions("127.0.0.1", 0, "root", "", 256);
  }

  /** These options with another address. */
  public MySqlOptions withAddress(String changedHost, int changedPort) {
    return new MySqlOptions(changedHost, changedPort, user, password, maxConnections);
  }

  /** These options with another user. */
  public MySqlOptions withUser(String changedUser, String changedPassword) {
    return new MySqlOptions(host, port, changedUser, changedPassword, maxConnections);
  }

  /** These options with another limit of connections. */
  public MySqlOptions withMaxConnections(int changed) {
    return new MySqlOptions(host, port, user, password, changed);
  }

  @Override
  public String toString() {
    return "MySqlOptions[" + host + ":" + port + ", user=" + user + "]";
  }
}
