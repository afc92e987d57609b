package io.dbmazz.starrocks.emulator.http;

/** Where a server listens, or says that it does; port 0 is any free one. */
public record HostPort(String host, int port) {
  /** As the authority of a URL. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
