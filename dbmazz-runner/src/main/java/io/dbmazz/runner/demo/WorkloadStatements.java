package io.dbmazz.runner.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The workload's statements on one connection. Calls add to batches; {@link #execute} sends them,
 * inserts before updates before deletes. Not thread-safe.
 */
final class WorkloadStatements implements AutoCloseable {

  private final PreparedStatement insertOrder;
  private final PreparedStatement insertItem;
  private final PreparedStatement insertDocument;
  private final PreparedStatement updateOrder;
  private final PreparedStatement updateItem;
  private final PreparedStatement updateDocument;
  private final PreparedStatement deleteItem;
  private final PreparedStatement deleteOrder;

  WorkloadStatements(Connection connection) throws SQLException {
    insertOrder =
        connection.prepareStatement(
            "INSERT INTO orders VALUES (?, ?, 'placed', ?, ?, clock_timestamp())");
    insertItem = connection.prepareStatement("INSERT INTO order_items VALUES (?, ?, ?, ?, ?, ?)");
    insertDocument =
        connection.prepareStatement(
            "INSERT INTO product_documents VALUES (?, ?, 1000, ?::jsonb, clock_timestamp())");
    updateOrder =
        connection.prepareStatement(
            "UPDATE orders SET status = ?, total = total + 0.01 WHERE order_id = ?");
    updateItem =
        connection.prepareStatement(
            "UPDATE order_items SET quantity = quantity + 1, gift = NOT coalesce(gift, false)"
                + " WHERE order_id = ? AND line = ?");
    updateDocument =
        connection.prepareStatement(
            "UPDATE product_documents SET price = ?, stock = stock - 1,"
                + " updated_at = clock_timestamp() WHERE product_id = ?");
    deleteItem =
        connection.prepareStatement("DELETE FROM order_items WHERE order_id = ? AND line = ?");
    deleteOrder = connection.prepareStatement("DELETE FROM orders WHERE order_id = ?");
  }

  void insertOrder(long order, OrderValues values) throws SQLException {
    insertOrder.setLong(1, order);
    insertOrder.setInt(2, values.customer());
    insertOrder.setBigDecimal(3, values.amount());
    insertOrder.setString(4, values.note().orElse(null));
    insertOrder.addBatch();
  }

  void insertItem(ItemKey item, OrderValues values) throws SQLException {
    insertItem.setLong(1, item.order());
    insertItem.setInt(2, item.line());
    insertItem.setLong(3, values.product());
    insertItem.setInt(4, values.quantity());
    insertItem.setBigDecimal(5, values.amount());
    insertItem.setObject(6, values.gift().orElse(null), java.sql.Types.BOOLEAN);
    insertItem.addBatch();
  }

  void insertDocument(long product, OrderValues values, String document) throws SQLException {
    insertDocument.setLong(1, product);
    insertDocument.setBigDecimal(2, values.amount());
    insertDocument.setString(3, document);
    insertDocument.addBatch();
  }

  void updateOrder(long order, String status) throws SQLException {
    updateOrder.setString(1, status);
    updateOrder.setLong(2, order);
    updateOrder.addBatch();
  }

  void updateItem(ItemKey item) throws SQLException {
    updateItem.setLong(1, item.order());
    updateItem.setInt(2, item.line());
    updateItem.addBatch();
  }

  void updateDocument(long product, OrderValues values) throws SQLException {
    updateDocument.setBigDecimal(1, values.amount());
    updateDocument.setLong(2, product);
    updateDocument.addBatch();
  }

  void deleteItem(ItemKey item) throws SQLException {
    deleteItem.setLong(1, item.order());
    deleteItem.setInt(2, item.line());
    deleteItem.addBatch();
  }

  void deleteOrder(long order) throws SQLException {
    deleteOrder.setLong(1, order);
    deleteOrder.addBatch();
  }

  void execute() throws SQLException {
    for (PreparedStatement statement : all()) {
      statement.executeBatch();
    }
  }

  private List<PreparedStatement> all() {
    return List.of(
        insertOrder,
        insertItem,
        insertDocument,
        updateOrder,
        updateItem,
        updateDocument,
        deleteItem,
        deleteOrder);
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : all()) {
      statement.close();
    }
  }
}
