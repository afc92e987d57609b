package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code pg_type} and {@code pg_enum} over the side connection. */
public final class JdbcTypeCatalog implements TypeCatalog {

  /**
   * An array in the strict sense: int2vector has elements too, but the text of its own kind.
   * Through JSON, since PostgreSQL 13 has no column for multiranges.
   */
  private static final String TYPE =
      """
      SELECT t.typname, t.typtype, t.typbasetype::bigint AS base, t.typtypmod,
             t.typsend::oid = 0 AS text_only, e.oid::bigint AS element, e.typdelim,
             ARRAY(SELECT atttypid::bigint FROM pg_catalog.pg_attribute
                   WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped
                   ORDER BY attnum) AS fields,
             (SELECT rngsubtype::bigint FROM pg_catalog.pg_range
              WHERE rngtypid = t.oid) AS bound,
             (SELECT rngtypid::bigint FROM pg_catalog.pg_range r
              WHERE pg_catalog.to_jsonb(r) ->> 'rngmultitypid' = t.oid::text) AS range,
             ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum
                   WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels
      FROM pg_catalog.pg_type t
      LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
      WHERE t.oid = ?::bigint::oid
      """;

  private static final String BUILT_IN =
      """
      SELECT t.oid::bigint FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = 'pg_catalog' AND t.typname = ?
      """;

  private static final String MONEY_SCALE = "SELECT pg_catalog.scale(1::money::numeric)";

  private final CatalogConnection catalog;

  public JdbcTypeCatalog(CatalogConnection catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<CatalogType> find(Oid type) {
    return catalog.ask("the type with oid " + type, connection -> find(connection, type));
  }

  private static Optional<CatalogType> find(Connection connection, Oid type) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TYPE)) {
      statement.setLong(1, type.toLong());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static CatalogType read(ResultSet row) throws SQLException {
    long element = row.getLong("element");
    if (element != 0) {
      return new CatalogType.Array(oid(element), row.getString("typdelim").charAt(0));
    }
    return switch (row.getString("typtype")) {
      case "d" -> new CatalogType.Domain(oid(row.getLong("base")), row.getInt("typtypmod"));
      case "e" -> new CatalogType.Enumerated(List.of((String[]) row.getArray("labels").getArray()));
      case "c" -> new CatalogType.Composite(oids((Long[]) row.getArray("fields").getArray()));
      case "r" -> new CatalogType.Range(oid(row.getLong("bound")));
      case "m" -> new CatalogType.Multirange(oid(row.getLong("range")));
      default ->
          row.getBoolean("text_only")
              ? new CatalogType.TextOnly(row.getString("typname"))
              : new CatalogType.Plain(row.getString("typname"));
    };
  }

  private static List<Oid> oids(Long[] values) {
    return Stream.of(values).map(JdbcTypeCatalog::oid).toList();
  }

  private static Oid oid(long value) {
    return new Oid((int) value);
  }

  @Override
  public Optional<Oid> builtIn(String name) {
    return catalog.ask("the type pg_catalog." + name, connection -> builtIn(connection, name));
  }

  private static Optional<Oid> builtIn(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUILT_IN)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(oid(row.getLong(1))) : Optional.empty();
      }
    }
  }

  @Override
  public int moneyFractionDigits() {
    return catalog.ask(
        "the fraction digits of money",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MONEY_SCALE);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
