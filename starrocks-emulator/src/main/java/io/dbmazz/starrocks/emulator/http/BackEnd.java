package io.dbmazz.starrocks.emulator.http;

/** The back end's HTTP port: takes loads, from a redirect or directly, and serves error logs. */
public final class BackEnd implements AutoCloseable {
  private final HttpNode node;
  private final BackEndState state;

  private BackEnd(HttpNode node, BackEndState state) {
    this.node = node;
    this.state = state;
  }

  /**
   * Starts a back end.
   *
   * @param advertisedHost the host in its error URLs, reachable or not
   */
  public static BackEnd start(
      HostPort address, String advertisedHost, LoadRules rules, Cluster cluster) {
    BackEndState state = new BackEndState(rules, cluster.transactions());
    HttpNode node = HttpNode.start("starrocks-be", address, new BackEndHandler(cluster, state));
    state.advertise(new HostPort(advertisedHost, node.port()));
    return new BackEnd(node, state);
  }

  BackEndState state() {
    return state;
  }

  /** Loses what a restart loses: all that is open and not prepared. */
  public void restart() {
    state.restart();
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
