package io.dbmazz.runner.demo;

import io.dbmazz.runner.demo.EventMix.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/**
 * Writes transactions of several changes over one connection, on orders and items that it alone
 * owns and on documents that all writers share. Used by one thread.
 */
final class OrderWriter implements AutoCloseable {

  private static final String[] STATUSES = {"paid", "packed", "shipped", "delivered", "returned"};
  private static final int FEWEST_EVENTS = 2;
  private static final int MOST_EVENTS = 12;

  private final Connection connection;
  private final WorkloadStatements statements;
  private final SharedRows shared;
  private final Random random;
  private final EventMix mix;
  private final OwnedRows<Long> orders;
  private final OwnedRows<ItemKey> items;
  private int nextLine;
  private Written written = new Written();

  /** What the open transaction holds that others may see once it is committed. */
  private static final class Written {
    private long order;
    private long document;
    private boolean documentUpdated;
  }

  /**
   * @param connection owned by this writer from now on
   */
  OrderWriter(Connection connection, SharedRows shared, Random random) throws SQLException {
    this.connection = connection;
    this.shared = shared;
    this.random = random;
    connection.setAutoCommit(false);
    statements = new WorkloadStatements(connection);
    mix = new EventMix(random);
    orders = new OwnedRows<>(random);
    items = new OwnedRows<>(random);
  }

  /** Commits one transaction; returns how many rows it changed. */
  int writeTransaction() throws SQLException {
    written = new Written();
    int events = FEWEST_EVENTS + random.nextInt(MOST_EVENTS - FEWEST_EVENTS + 1);
    for (int i = 0; i < events; i++) {
      Event event = mix.next();
      write(isPossible(event) ? event : Event.INSERT_ORDER);
    }
    statements.execute();
    connection.commit();
    if (written.order != 0) {
      shared.orderCommitted(written.order);
    }
    if (written.document != 0) {
      shared.documentCommitted(written.document);
    }
    return events;
  }

  private boolean isPossible(Event event) {
    return switch (event) {
      case INSERT_ORDER -> true;
      case INSERT_ITEM, UPDATE_ORDER, DELETE_ORDER -> !orders.isEmpty();
      case UPDATE_ITEM, DELETE_ITEM -> !items.isEmpty();
      case INSERT_DOCUMENT -> written.document == 0 && !shared.isFullOfDocuments();
      // Two in one transaction could deadlock with another writer's two.
      case UPDATE_DOCUMENT -> !written.documentUpdated && shared.hasDocuments();
    };
  }

  private void write(Event event) throws SQLException {
    switch (event) {
      case INSERT_ORDER -> insertOrder();
      case INSERT_ITEM -> insertItem();
      case INSERT_DOCUMENT -> insertDocument();
      case UPDATE_ORDER ->
          statements.updateOrder(orders.any(), STATUSES[random.nextInt(STATUSES.length)]);
      case UPDATE_ITEM -> statements.updateItem(items.any());
      case UPDATE_DOCUMENT -> updateDocument();
      case DELETE_ITEM -> statements.deleteItem(items.removeAny());
      case DELETE_ORDER -> statements.deleteOrder(orders.removeAny());
    }
  }

  private void insertOrder() throws SQLException {
    written.order = shared.nextOrder();
    statements.insertOrder(written.order, OrderValues.draw(random));
    orders.add(written.order);
  }

  private void insertItem() throws SQLException {
    ItemKey item = new ItemKey(orders.any(), nextLine++);
    statements.insertItem(item, OrderValues.draw(random));
    items.add(item);
  }

  private void insertDocument() throws SQLException {
    written.document = shared.nextDocument();
    statements.insertDocument(
        written.document, OrderValues.draw(random), Documents.next(random, written.document));
  }

  private void updateDocument() throws SQLException {
    written.documentUpdated = true;
    statements.updateDocument(shared.anyDocument(random), OrderValues.draw(random));
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      statements.close();
    }
  }
}
