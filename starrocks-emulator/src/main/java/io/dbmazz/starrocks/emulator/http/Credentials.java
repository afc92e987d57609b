package io.dbmazz.starrocks.emulator.http;

/** The one user the emulator knows. */
public record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
