package io.dbmazz.postgres;

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

/** A TCP proxy before a server, whose connections a test can cut. */
final class TestingProxy implements Closeable {

  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final int port;
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
    Socket socket = sockets.poll();
    while (socket != null) {
      closeQuietly(socket);
      socket = sockets.poll();
    }
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
            }
          } catch (IOException e) {
            closeQuietly(accepting);
          }
        });
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(client);
    sockets.add(server);
    daemon(() -> pump(client, server));
    daemon(() -> pump(server, client));
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      closeQuietly(from);
    } finally {
      closeQuietly(to);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "testing-proxy");
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
    refuse();
  }
}
