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
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/** Rows over the side connection, in the text forms of a replication session. */
final class JdbcCurrentRows implements CurrentRows {

  /** The table may have been renamed, and another may have its name now. */
  private static final String NAME =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ?::bigint::oid
      """;

  /**
   * No such table, column or operator, or a key that the type of today cannot hold: not the row as
   * it was.
   */
  private static final Set<String> ANOTHER_TABLE = Set.of("42P01", "42703", "42883", "42804");

  private static final String DATA_EXCEPTION = "22";

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
    Optional<String> name = presentName(connection, table);
    return name.isPresent()
        ? find(connection, select(name.get(), table, columns), key)
        : Optional.empty();
  }

  private static Optional<String> presentName(Connection connection, Table table)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NAME)) {
      query.setLong(1, table.relation().oid().toLong());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static Optional<List<Optional<String>>> find(
      Connection connection, String select, List<String> key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(select)) {
      // Server-side prepared statements may answer in binary.
      query.unwrap(PGStatement.class).setPrepareThreshold(0);
      for (int i = 0; i < key.size(); i++) {
        query.setObject(i + 1, key.get(i), Types.OTHER);
      }
      return read(query);
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      if (ANOTHER_TABLE.contains(state) || state.startsWith(DATA_EXCEPTION)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String select(String name, Table table, List<Column> columns) {
    return "SELECT "
        + columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "))
        + " FROM "
        + name
        + " WHERE "
        + table.key().stream()
            .map(column -> quoted(column.name()) + " = ?")
            .collect(Collectors.joining(" AND "));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Optional<List<Optional<String>>> read(PreparedStatement query)
      throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      List<Optional<String>> texts = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        texts.add(Optional.ofNullable(row.getString(i)));
      }
      return Optional.of(List.copyOf(texts));
    }
  }
}
