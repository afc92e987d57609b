package io.dbmazz.starrocks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * What stands between a client and a port of this machine: a network that can be cut, and, with the
 * socket factory of a TLS context, a proxy that ends TLS.
 */
final class Gateway implements AutoCloseable {

  private final int target;
  private final ServerSocketFactory sockets;
  private final int port;
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ServerSocket listener;

  Gateway(int target) {
    this(target, ServerSocketFactory.getDefault());
  }

  Gateway(int target, ServerSocketFactory sockets) {
    this.target = target;
    this.sockets = sockets;
    port = listen(0);
  }

  int port() {
    return port;
  }

  /** Connections taken so far. */
  int connections() {
    return connections.get();
  }

  /** Cuts what is connected and refuses what comes. */
  void cut() {
    closeQuietly(listener);
    for (Closeable next = open.poll(); next != null; next = open.poll()) {
      closeQuietly(next);
    }
  }

  /** Takes connections again, at the same port. */
  void mend() {
    listen(port);
  }

  private int listen(int wanted) {
    try {
      ServerSocket accepting =
          sockets.createServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
      listener = accepting;
      daemon(() -> accept(accepting));
      return accepting.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket accepting) {
    while (!accepting.isClosed()) {
      try {
        Socket client = accepting.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        connections.incrementAndGet();
        open.add(client);
        open.add(server);
        daemon(() -> pump(client, server));
        daemon(() -> pump(server, client));
      } catch (IOException e) {
        // cut, or nobody listens behind: the client notices
      }
    }
    if (listener == accepting) {
      cut(); // what was accepted while the others were being cut
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // one side is gone, and so is the other now
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "gateway");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }
}
