package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoders' connection to the catalog: used by the polling thread, closed under its hands by
 * the one that stops the task.
 */
final class CatalogSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogSession.class);

  private final AtomicReference<Connection> open = new AtomicReference<>();
  private final CatalogConnection connection;

  CatalogSession(ServerConnections connections) {
    connection =
        new CatalogConnection(
            () -> {
              Connection opened = connections.openSql();
              open.set(opened);
              return opened;
            });
  }

  CatalogConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    Connection opened = open.getAndSet(null);
    if (opened != null) {
      try {
        opened.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("Catalog connection did not close in order", e);
      }
    }
  }
}
