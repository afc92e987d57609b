package io.dbmazz.postgres.setup;

import io.dbmazz.postgres.setup.TableState.Access;
import io.dbmazz.postgres.setup.TableState.Identity;
import io.dbmazz.postgres.setup.TableState.Identity.Usability;
import io.dbmazz.postgres.setup.TableState.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tables that logical replication can publish: permanent, logged, not the server's. */
final class TableCatalog {

  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind, c.relreplident,
             ARRAY(SELECT a.relid::oid::bigint FROM pg_catalog.pg_partition_ancestors(c.oid) AS a
                   WHERE a.relid <> c.oid) AS ancestors,
             CASE c.relreplident
               WHEN 'f' THEN true
               WHEN 'd' THEN EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
                                     AND i.indisprimary AND i.indisvalid AND i.indimmediate)
               WHEN 'i' THEN EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
                                     AND i.indisreplident AND i.indisvalid)
               ELSE false
             END AS usable,
             pg_catalog.has_schema_privilege(n.oid, 'USAGE')
               AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS selectable
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
         AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       ORDER BY n.nspname, c.relname
      """;

  private TableCatalog() {}

  static List<TableState> read(Connection connection) throws SQLException {
    List<TableState> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        tables.add(table(row));
      }
    }
    return List.copyOf(tables);
  }

  private static TableState table(ResultSet row) throws SQLException {
    return new TableState(
        row.getLong("oid"),
        new TableName(row.getString("nspname"), row.getString("relname")),
        row.getString("relkind").equals("p") ? Kind.PARTITIONED : Kind.ORDINARY,
        Set.of((Long[]) row.getArray("ancestors").getArray()),
        new Identity(
            row.getString("relreplident").charAt(0),
            row.getBoolean("usable") ? Usability.USABLE : Usability.MISSING),
        row.getBoolean("selectable") ? Access.GRANTED : Access.DENIED);
  }
}
