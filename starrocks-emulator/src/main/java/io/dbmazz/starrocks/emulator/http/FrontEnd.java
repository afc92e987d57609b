package io.dbmazz.starrocks.emulator.http;

/** The front end's HTTP port: who may load, where to, and what became of a label. */
public final class FrontEnd implements AutoCloseable {
  private final HttpNode node;

  private FrontEnd(HttpNode node) {
    this.node = node;
  }

  /** Starts the leader, which names {@code backEnd} in its redirects. */
  public static FrontEnd startLeader(HostPort address, HostPort backEnd, Cluster cluster) {
    LoadStates states = new LoadStates(cluster);
    FrontEndHandler handler = new FrontEndHandler(cluster, backEnd, states::handle);
    return new FrontEnd(HttpNode.start("starrocks-fe", address, handler));
  }

  /** Starts a follower, which redirects to the leader what only that one knows. */
  public static FrontEnd startFollower(
      HostPort address, HostPort leader, HostPort backEnd, Cluster cluster) {
    FrontEndHandler handler =
        new FrontEndHandler(
            cluster,
            backEnd,
            (route, exchange) -> FrontEndHandler.redirect(exchange, "http://" + leader));
    return new FrontEnd(HttpNode.start("starrocks-fe-follower", address, handler));
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
