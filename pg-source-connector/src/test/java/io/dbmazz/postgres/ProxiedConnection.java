package io.dbmazz.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * A connection through the proxy: two threads carry its bytes, as far as the valve lets them; the
 * test's thread does it harm.
 */
final class ProxiedConnection {

  /** Which way bytes go. */
  enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  /** What a client wants of the server. */
  enum Purpose {
    SQL,
    REPLICATION
  }

  /** Decides how far bytes get. */
  @FunctionalInterface
  interface Valve {
    /**
     * Waits as long as nothing may pass.
     *
     * @return how many of the bytes go on; the connection is cut behind them if that is not all
     */
    int admit(ProxiedConnection connection, Direction direction, int bytes)
        throws InterruptedException;
  }

  private final Socket client;
  private final Socket server;
  private final Valve valve;
  private final Set<Direction> halfClosed = EnumSet.noneOf(Direction.class);
  private volatile Purpose purpose = Purpose.SQL;

  ProxiedConnection(Socket client, Socket server, Valve valve) {
    this.client = client;
    this.server = server;
    this.valve = valve;
  }

  void start() {
    daemon(() -> carry(client, server, Direction.TO_SERVER));
    daemon(() -> carry(server, client, Direction.TO_CLIENT));
  }

  /** Known once the client has said it. */
  Purpose purpose() {
    return purpose;
  }

  private void carry(Socket from, Socket to, Direction direction) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0 && forward(buffer, read, out, direction)) {
        read = in.read(buffer);
      }
    } catch (IOException e) {
      closeQuietly(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isHalfClosed(direction)) {
        closeQuietly(to);
      }
    }
  }

  private boolean forward(byte[] buffer, int read, OutputStream out, Direction direction)
      throws IOException, InterruptedException {
    if (direction == Direction.TO_SERVER
        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("replication\0")) {
      purpose = Purpose.REPLICATION;
    }
    int admitted = valve.admit(this, direction, read);
    if (isHalfClosed(direction)) {
      return true;
    }
    out.write(buffer, 0, admitted);
    out.flush();
    if (admitted < read) {
      close();
    }
    return admitted == read;
  }

  /** Ends one direction in order; the other one stays open. */
  void halfClose(Direction direction) {
    synchronized (halfClosed) {
      halfClosed.add(direction);
    }
    Socket receiver = direction == Direction.TO_CLIENT ? client : server;
    try {
      receiver.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(receiver); // closed before
    }
  }

  private boolean isHalfClosed(Direction direction) {
    synchronized (halfClosed) {
      return halfClosed.contains(direction);
    }
  }

  /** Ends both sides with RST in place of FIN. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        closeQuietly(socket); // closed before
      }
    }
    close();
  }

  void close() {
    closeQuietly(client);
    closeQuietly(server);
  }

  static void daemon(Runnable work) {
    Thread thread = new Thread(work, "testing-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
