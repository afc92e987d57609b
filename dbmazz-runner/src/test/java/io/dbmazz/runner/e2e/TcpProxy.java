package io.dbmazz.runner.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP hop on the loopback interface whose connections a test can stall, reset or half-close. Two
 * threads per connection, one per direction; the methods may be called from any thread.
 */
final class TcpProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Which way bytes go. */
  enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
  private volatile boolean refusing;
  private final AtomicInteger refused = new AtomicInteger();

  private TcpProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Forwards a free local port to {@code port} of the loopback interface. */
  static TcpProxy to(int port) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 50, loopback), new InetSocketAddress(loopback, port));
      daemon("accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for a proxy", e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Connections that pass through now. */
  int connections() {
    return links.size();
  }

  /** Holds every byte back, on open connections and new ones, until {@link #flow}. */
  void stall() {
    stall(Direction.TO_SERVER);
    stall(Direction.TO_CLIENT);
  }

  /** Holds the bytes of one direction back, on open connections and new ones. */
  void stall(Direction direction) {
    lock.lock();
    try {
      stalled.add(direction);
    } finally {
      lock.unlock();
    }
  }

  /** Ends {@link #stall} and {@link #refuse}. */
  void flow() {
    refusing = false;
    lock.lock();
    try {
      stalled.clear();
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Resets every new connection at once, until {@link #flow}. */
  void refuse() {
    refusing = true;
  }

  /** How many connections were refused so far. */
  int refused() {
    return refused.get();
  }

  /** Cuts all connections with a TCP reset in both directions. */
  void reset() {
    links.forEach(Link::reset);
  }

  /** Ends the server's side towards the client, as a server does that closes only its output. */
  void halfClose() {
    links.forEach(Link::halfClose);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy's port could not be closed", e);
    }
    reset();
    flow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          refused.incrementAndGet();
          abort(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The listener was closed, which ends the loop, or one side went away while connecting,
        // which the other sees as a cut connection.
        LOG.debug("Proxy to {}: {}", target, e.getMessage());
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.connect(target);
    } catch (IOException e) {
      abort(client);
      throw e;
    }
    Link link = new Link(client, server);
    links.add(link);
    daemon("to-server", () -> forward(link, Direction.TO_SERVER));
    daemon("to-client", () -> forward(link, Direction.TO_CLIENT));
  }

  private void forward(Link link, Direction direction) {
    Socket from = direction == Direction.TO_SERVER ? link.client() : link.server();
    Socket to = direction == Direction.TO_SERVER ? link.server() : link.client();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitFlow(direction);
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      link.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (link.ended()) {
      links.remove(link);
    }
  }

  private void awaitFlow(Direction direction) throws InterruptedException {
    lock.lock();
    try {
      while (stalled.contains(direction)) {
        flowing.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void abort(Socket socket) {
    try {
      // With lingering off, closing sends a reset instead of an orderly end.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      if (socket.isClosed()) {
        return; // the other direction's thread was first
      }
      throw new UncheckedIOException("A proxied connection could not be reset", e);
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private record Link(Socket client, Socket server) {

    void reset() {
      abort(client);
      abort(server);
    }

    void halfClose() {
      try {
        client.shutdownOutput();
      } catch (IOException e) {
        throw new UncheckedIOException("A proxied connection could not be half closed", e);
      }
    }

    boolean ended() {
      return client.isClosed() || (client.isOutputShutdown() && server.isOutputShutdown());
    }
  }
}
