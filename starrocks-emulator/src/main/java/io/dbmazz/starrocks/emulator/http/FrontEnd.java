package io.dbmazz.starrocks.emulator.http;

/** The front end's HTTP port: who may load, where to, and what became of a label. */
public final class FrontEnd implements AutoCloseable {
  private final HttpNode node;
  private final Leadership leadership;

  private FrontEnd(HttpNode node, Leadership leadership) {
    this.node = node;
    this.leadership = leadership;
  }

  /** Starts a leader, which names {@code backEnd} in its redirects. */
  public static FrontEnd startLeader(HostPort address, BackEnd backEnd, Cluster cluster) {
    Leadership leadership = new Leadership(cluster, backEnd.state());
    return start("starrocks-fe", address, backEnd, cluster, leadership);
  }

  /** Starts a follower, which redirects to the leader what only that one knows. */
  public FrontEnd startFollower(HostPort address, BackEnd backEnd, Cluster cluster) {
    return start("starrocks-fe-follower", address, backEnd, cluster, leadership);
  }

  private static FrontEnd start(
      String name, HostPort address, BackEnd backEnd, Cluster cluster, Leadership leadership) {
    FrontEndHandler handler = new FrontEndHandler(cluster, backEnd.state(), leadership);
    HttpNode node = HttpNode.start(name, address, handler);
    handler.join(new HostPort(address.host(), node.port()));
    return new FrontEnd(node, leadership);
  }

  /**
   * The next front end leads, or this one has restarted when there is no other: what is open and
   * not prepared is lost.
   */
  public void switchLeader() {
    leadership.moveOn();
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
