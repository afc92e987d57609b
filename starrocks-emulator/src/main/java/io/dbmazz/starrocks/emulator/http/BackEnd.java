package io.dbmazz.starrocks.emulator.http;

/** The back end's HTTP port: takes loads, from a redirect or directly, and serves error logs. */
public final class BackEnd implements AutoCloseable {
  private final HttpNode node;
  private final BackEndHandler handler;

  private BackEnd(HttpNode node, BackEndHandler handler) {
    this.node = node;
    this.handler = handler;
  }

  /**
   * Starts a back end.
   *
   * @param advertisedHost the host in its error URLs, reachable or not
   */
  public static BackEnd start(
      HostPort address, String advertisedHost, LoadRules rules, Cluster cluster) {
    BackEndHandler handler = new BackEndHandler(cluster, rules);
    HttpNode node = HttpNode.start("starrocks-be", address, handler);
    handler.advertise(new HostPort(advertisedHost, node.port()));
    return new BackEnd(node, handler);
  }

  /** Where redirects lead. */
  public HostPort advertised() {
    return handler.advertised();
  }

  /** The port listened on. */
  public int port() {
    return node.port();
  }

  @Override
  public void close() {
    node.close();
  }
}
