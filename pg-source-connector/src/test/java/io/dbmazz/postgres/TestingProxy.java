package io.dbmazz.postgres;

import static io.dbmazz.postgres.ProxiedConnection.closeQuietly;
import static io.dbmazz.postgres.ProxiedConnection.daemon;

import io.dbmazz.postgres.ProxiedConnection.Direction;
import io.dbmazz.postgres.ProxiedConnection.Purpose;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP proxy before a server: a network that a test can break in every way that networks do. */
final class TestingProxy implements Closeable {

  /** What happens when the allowance is used up. */
  enum Exhaustion {
    CUT,
    STALL
  }

  private final int target;
  private final Queue<ProxiedConnection> connections = new ConcurrentLinkedQueue<>();
  private final int port;
  private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
  private Set<Purpose> afflicted = EnumSet.allOf(Purpose.class);
  private Exhaustion exhaustion = Exhaustion.CUT;
  private long allowance = Long.MAX_VALUE;
  private volatile ServerSocket listener;

  private TestingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listener.getLocalPort();
    accept();
  }

  static TestingProxy before(TestingPostgres postgres) {
    try {
      return new TestingProxy(postgres.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Cuts all connections, on both sides. */
  void cut() {
    for (ProxiedConnection next = connections.poll(); next != null; next = connections.poll()) {
      next.close();
    }
  }

  /** Cuts all connections, on both sides, with a reset. */
  void reset() {
    for (ProxiedConnection next = connections.poll(); next != null; next = connections.poll()) {
      next.reset();
    }
  }

  /** Ends one direction of all connections; later connections are whole. */
  void halfClose(Direction direction) {
    for (ProxiedConnection next = connections.poll(); next != null; next = connections.poll()) {
      next.halfClose(direction);
    }
  }

  /** Limits what follows to connections of this purpose. */
  synchronized TestingProxy only(Purpose purpose) {
    afflicted = EnumSet.of(purpose);
    return this;
  }

  /** Lets no byte through any more, on open and on new connections; nobody is told. */
  synchronized void stall(Direction... directions) {
    stalled.addAll(Set.of(directions));
  }

  /** As {@link #stall}, or a cut, when so many bytes more have gone to clients. */
  synchronized void failAfter(long bytesToClients, Exhaustion how) {
    allowance = bytesToClients;
    exhaustion = how;
  }

  /** Whether the allowance of {@link #failAfter} is used up. */
  synchronized boolean hasFailed() {
    return allowance == 0;
  }

  /** Lets everything through again, what was held back first. */
  synchronized void flow() {
    stalled.clear();
    allowance = Long.MAX_VALUE;
    afflicted = EnumSet.allOf(Purpose.class);
    notifyAll();
  }

  private synchronized int admit(ProxiedConnection connection, Direction direction, int bytes)
      throws InterruptedException {
    while (isStopped(connection, direction)) {
      wait();
    }
    if (direction == Direction.TO_SERVER || !afflicted.contains(connection.purpose())) {
      return bytes;
    }
    int admitted = (int) Math.min(allowance, bytes);
    allowance -= allowance == Long.MAX_VALUE ? 0 : admitted;
    boolean mayCut = exhaustion == Exhaustion.CUT;
    return mayCut ? admitted : bytes;
  }

  private boolean isStopped(ProxiedConnection connection, Direction direction) {
    boolean exhausted = allowance == 0 && exhaustion == Exhaustion.STALL;
    return afflicted.contains(connection.purpose()) && (exhausted || stalled.contains(direction));
  }

  /** Cuts all connections and refuses new ones. */
  void refuse() {
    closeQuietly(listener);
    cut();
  }

  /** Accepts connections again. */
  void acceptAgain() {
    try {
      listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accept();
  }

  private void accept() {
    ServerSocket accepting = listener;
    daemon(
        () -> {
          try {
            while (true) {
              connect(accepting.accept());
              if (accepting.isClosed()) {
                cut(); // one that was accepted while others were being cut
              }
            }
          } catch (IOException e) {
            closeQuietly(accepting);
          }
        });
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      ProxiedConnection connection = new ProxiedConnection(client, server, this::admit);
      connections.add(connection);
      connection.start();
    } catch (IOException e) {
      closeQuietly(client); // the server is down: so is what is behind this port
    }
  }

  @Override
  public void close() {
    refuse();
    flow();
  }
}
