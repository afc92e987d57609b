package io.dbmazz.starrocks.emulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One HTTP server on one port. */
final class HttpNode implements AutoCloseable {
  /** The {@code columns} header of a wide table is long. */
  private static final int MAX_HEADER_BYTES = 1024 * 1024;

  private final Server server;
  private final ServerConnector connector;

  private HttpNode(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static HttpNode start(String name, HostPort address, Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(256, 4);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setStopTimeout(0);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    // An empty database or table in a path is answered, not refused.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(address.host());
    connector.setPort(address.port());
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(0);
    return started(name, address, new HttpNode(server, connector));
  }

  private static HttpNode started(String name, HostPort address, HttpNode node) {
    try {
      node.connector.open();
      node.server.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(
          name + " cannot listen on " + address + "; choose another port", e);
    } catch (Exception e) {
      throw new IllegalStateException(name + " does not start on " + address, e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server on port " + port() + " does not stop", e);
    }
  }
}
