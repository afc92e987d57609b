package io.dbmazz.starrocks.emulator.mysql;

import io.dbmazz.starrocks.emulator.sql.SqlError;
import io.dbmazz.starrocks.emulator.sql.SqlSession;
import io.dbmazz.starrocks.emulator.sql.Warehouse;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query port of a {@link Warehouse}: MySQL's protocol, text results, password authentication;
 * no TLS and no server-side prepared statements. One daemon thread accepts, and one more serves
 * each client.
 */
public final class MySqlServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MySqlServer.class);
  private static final int HANDSHAKE_TIMEOUT_MS = 10_000;

  private final MySqlOptions options;
  private final Warehouse warehouse;
  private final ServerSocket listener;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicLong connectionIds = new AtomicLong();

  private MySqlServer(MySqlOptions options, Warehouse warehouse, ServerSocket listener) {
    this.options = options;
    this.warehouse = warehouse;
    this.listener = listener;
  }

  /**
   * Opens the port.
   *
   * @throws UncheckedIOException if it is taken
   */
  public static MySqlServer start(MySqlOptions options, Warehouse warehouse) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(options.host(), options.port()));
      MySqlServer server = new MySqlServer(options, warehouse, listener);
      daemon("starrocks-mysql-accept", server::accept);
      log.info("MySQL port open at {}:{}", options.host(), server.port());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "MySQL port " + options.host() + ":" + options.port() + " cannot be opened", e);
    }
  }

  /** The port in use. */
  public int port() {
    return listener.getLocalPort();
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        long id = connectionIds.incrementAndGet();
        clients.add(client);
        daemon("starrocks-mysql-" + id, () -> serve(client, id));
      } catch (SocketException e) {
        log.debug("MySQL port closed", e);
      } catch (IOException e) {
        log.warn("A client was not accepted", e);
      }
    }
  }

  private void serve(Socket client, long id) {
    try (client) {
      if (listener.isClosed()) {
        return;
      }
      client.setTcpNoDelay(true);
      PacketChannel channel =
          new PacketChannel(
              new BufferedInputStream(client.getInputStream()),
              new BufferedOutputStream(client.getOutputStream(), 1 << 16));
      if (clients.size() > options.maxConnections()) {
        channel.write(Replies.error(1040, "08004", "Too many connections"));
        channel.flush();
        return;
      }
      client.setSoTimeout(HANDSHAKE_TIMEOUT_MS);
      Optional<Handshake.Client> known =
          new Handshake(channel, options).run(warehouse.options().version().mysqlVersion(), id);
      client.setSoTimeout(0);
      if (known.isPresent()) {
        converse(channel, known.get());
      }
    } catch (EOFException | SocketException e) {
      log.debug("Client {} left without a word", id);
    } catch (IOException e) {
      log.debug("Client {} was dropped", id, e);
    } catch (RuntimeException e) {
      log.warn("Client {} was dropped by a failure inside the emulator", id, e);
    } finally {
      clients.remove(client);
    }
  }

  private void converse(PacketChannel channel, Handshake.Client client) throws IOException {
    try (SqlSession session = warehouse.openSession(client.user())) {
      try {
        client.database().ifPresent(session::use);
      } catch (SqlError e) {
        channel.write(Replies.error(e));
        channel.flush();
        return;
      }
      channel.write(Replies.ok(0, Replies.AUTOCOMMIT));
      channel.flush();
      new ClientConnection(channel, session).serve();
    }
  }

  /** Closes the port and every connection. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The MySQL port did not close", e);
    }
    log.info("MySQL port closed");
  }
}
