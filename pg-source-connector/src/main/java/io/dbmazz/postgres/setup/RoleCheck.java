package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Our role may replicate. */
final class RoleCheck implements SetupCheck {

  /** Amazon RDS gives the right through membership of a role. */
  private static final String QUERY =
      """
      SELECT current_user, r.rolsuper OR r.rolreplication OR EXISTS (
               SELECT FROM pg_catalog.pg_roles g WHERE g.rolname = 'rds_replication'
                AND pg_catalog.pg_has_role(g.oid, 'MEMBER'))
        FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
      """;

  @Override
  public void verify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      if (!row.getBoolean(2)) {
        String role = row.getString(1);
        throw new SetupException(
            "database.user",
            "Role '"
                + role
                + "' may not replicate. As a superuser: ALTER ROLE "
                + Sql.identifier(role)
                + " REPLICATION (on Amazon RDS: GRANT rds_replication TO "
                + Sql.identifier(role)
                + ")");
      }
    }
  }
}
