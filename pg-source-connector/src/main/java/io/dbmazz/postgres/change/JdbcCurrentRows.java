package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.SessionSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/** Rows over the side connection, in the text forms of a replication session. */
final class JdbcCurrentRows implements CurrentRows {

  private static final String UNDEFINED_COLUMN = "42703";
  private static final String UNDEFINED_TABLE = "42P01";

  private final CatalogConnection catalog;

  JdbcCurrentRows(CatalogConnection catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<List<Optional<String>>> find(
      Table table, List<String> key, List<Column> columns) {
    return catalog.ask(
        "a row of " + table.name(), connection -> find(connection, table, key, columns));
  }

  private static Optional<List<Optional<String>>> find(
      Connection connection, Table table, List<String> key, List<Column> columns)
      throws SQLException {
    try (Statement settings = connection.createStatement()) {
      for (String setting : SessionSettings.STATEMENTS) {
        settings.execute(setting);
      }
    }
    try (PreparedStatement query = connection.prepareStatement(select(table, columns))) {
      // Server-side prepared statements may answer in binary.
      query.unwrap(PGStatement.class).setPrepareThreshold(0);
      for (int i = 0; i < key.size(); i++) {
        query.setObject(i + 1, key.get(i), Types.OTHER);
      }
      return read(query, columns.size());
    } catch (SQLException e) {
      if (UNDEFINED_COLUMN.equals(e.getSQLState()) || UNDEFINED_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String select(Table table, List<Column> columns) {
    return "SELECT "
        + columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "))
        + " FROM "
        + quoted(table.version().schema())
        + "."
        + quoted(table.version().table())
        + " WHERE "
        + table.key().stream()
            .map(column -> quoted(column.name()) + " = ?")
            .collect(Collectors.joining(" AND "));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Optional<List<Optional<String>>> read(PreparedStatement query, int columns)
      throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      List<Optional<String>> texts = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        texts.add(Optional.ofNullable(row.getString(i)));
      }
      return Optional.of(List.copyOf(texts));
    }
  }
}
