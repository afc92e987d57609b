package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes tables from the catalog as the stream would describe them: column lists, row filters
 * and generated columns of the publication included. Immutable.
 */
public final class PublishedTables {

  /** The first server whose publications have column lists and row filters. */
  private static final int COLUMN_LISTS = 15;

  /** The first that may send generated columns; 15 lists them and does not send them. */
  private static final int GENERATED_COLUMNS = 18;

  /** What the stream says of a column's identity: relcache.c, RelationGetIdentityKeyBitmap. */
  private static final String COLUMNS =
      """
      SELECT c.oid::bigint AS relation, n.nspname, c.relname, c.relreplident, a.attname,
             a.atttypid::bigint AS type, a.atttypmod, a.attgenerated <> '' AS generated,
             c.relreplident = 'f' OR EXISTS (
               SELECT FROM pg_catalog.pg_index i,
                           pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                WHERE i.indrelid = c.oid AND i.indisvalid
                  AND k.attnum = a.attnum AND k.place <= i.indnkeyatts
                  AND CASE c.relreplident WHEN 'd' THEN i.indisprimary AND i.indimmediate
                                          WHEN 'i' THEN i.indisreplident
                                          ELSE false END) AS identity
        FROM ROWS FROM (pg_catalog.unnest(?::name[]), pg_catalog.unnest(?::name[]))
               AS wanted (nspname, relname)
        JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY c.oid, a.attnum
      """;

  private static final String LISTS =
      "SELECT schemaname, tablename, attnames, rowfilter"
          + " FROM pg_catalog.pg_publication_tables WHERE pubname = ?";

  /** Schema and name of a table. */
  public record Name(String schema, String table) {}

  /** What a publication says of one of its tables. */
  private record Terms(Set<String> columns, boolean generated, Optional<String> rowFilter) {
    boolean include(String column, boolean isGenerated) {
      return columns.contains(column) && (generated || !isGenerated);
    }
  }

  private final Map<Name, Terms> terms;

  private PublishedTables(Map<Name, Terms> terms) {
    this.terms = Map.copyOf(terms);
  }

  /** Reads what a publication says of its tables; servers before 15 say nothing. */
  public static PublishedTables read(Connection connection, String publication)
      throws SQLException {
    Map<Name, Terms> terms = new HashMap<>();
    int server = connection.getMetaData().getDatabaseMajorVersion();
    if (server >= COLUMN_LISTS) {
      try (PreparedStatement statement = connection.prepareStatement(LISTS)) {
        statement.setString(1, publication);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            terms.put(
                new Name(row.getString("schemaname"), row.getString("tablename")),
                terms(row, server >= GENERATED_COLUMNS));
          }
        }
      }
    }
    return new PublishedTables(terms);
  }

  private static Terms terms(ResultSet row, boolean generated) throws SQLException {
    Array columns = row.getArray("attnames");
    return new Terms(
        columns == null ? Set.of() : Set.of((String[]) columns.getArray()),
        generated,
        Optional.ofNullable(row.getString("rowfilter")));
  }

  /** The table of that name; empty when there is none. */
  public Optional<PublishedTable> find(Connection connection, String schema, String table)
      throws SQLException {
    Name name = new Name(schema, table);
    return Optional.ofNullable(find(connection, List.of(name)).get(name));
  }

  /** The tables of those names that there are, by one query. */
  public Map<Name, PublishedTable> find(Connection connection, List<Name> names)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      String[] schemas = names.stream().map(Name::schema).toArray(String[]::new);
      String[] tables = names.stream().map(Name::table).toArray(String[]::new);
      statement.setArray(1, connection.createArrayOf("text", schemas));
      statement.setArray(2, connection.createArrayOf("text", tables));
      try (ResultSet row = statement.executeQuery()) {
        Map<Name, PublishedTable> found = new HashMap<>();
        boolean more = row.next();
        while (more) {
          more = readTable(row, found);
        }
        return found;
      }
    }
  }

  /** Reads the rows of one table; false when no other follows. */
  private boolean readTable(ResultSet row, Map<Name, PublishedTable> found) throws SQLException {
    Name name = new Name(row.getString("nspname"), row.getString("relname"));
    Optional<Terms> said = Optional.ofNullable(terms.get(name));
    Oid oid = oid(row, "relation");
    ReplicaIdentity identity =
        ReplicaIdentity.of(row.getString("relreplident").charAt(0)).orElseThrow();
    List<RelationColumn> columns = new ArrayList<>();
    boolean more = true;
    while (more && oid.equals(oid(row, "relation"))) {
      if (isPublished(row, said)) {
        columns.add(column(row));
      }
      more = row.next();
    }
    Relation relation = new Relation(oid, name.schema(), name.table(), identity, columns);
    found.put(name, new PublishedTable(relation, said.flatMap(Terms::rowFilter)));
    return more;
  }

  private static boolean isPublished(ResultSet row, Optional<Terms> terms) throws SQLException {
    String name = row.getString("attname");
    boolean generated = row.getBoolean("generated");
    return terms.map(said -> said.include(name, generated)).orElse(!generated);
  }

  private static RelationColumn column(ResultSet row) throws SQLException {
    return new RelationColumn(
        row.getString("attname"),
        row.getBoolean("identity"),
        oid(row, "type"),
        row.getInt("atttypmod"));
  }

  private static Oid oid(ResultSet row, String column) throws SQLException {
    return new Oid((int) row.getLong(column));
  }
}
