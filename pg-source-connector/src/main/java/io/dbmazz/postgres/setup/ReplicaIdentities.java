package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that updates and deletes of each captured table can be published. A table without a usable
 * replica identity is refused, because publishing it would make the application's own updates fail.
 */
final class ReplicaIdentities {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaIdentities.class);

  private final List<IdentityRule> rules;

  ReplicaIdentities(List<IdentityRule> rules) {
    this.rules = rules;
  }

  /**
   * Refuses tables whose identity is not usable, and would not be after the rules.
   *
   * @throws SetupException for the first of them
   */
  void verify(List<TableState> tables) {
    for (TableState table : tables) {
      if (!table.identity().isUsable() && ruleFor(table).isEmpty()) {
        String name = table.name().quoted();
        throw new SetupException(
            "table.include.list",
            "Table '"
                + table.name()
                + "' has no usable replica identity: once it is published, the application's own"
                + " updates and deletes of it would fail. Add a primary key, or ALTER TABLE "
                + name
                + " REPLICA IDENTITY FULL, or set replica.identity.autoset.values="
                + table.name()
                + ":FULL");
      }
    }
  }

  /** Alters the tables that a rule wants otherwise. Waits ten seconds at most for each lock. */
  void apply(Connection connection, List<TableState> tables) throws SQLException {
    for (TableState table : tables) {
      Optional<IdentityRule> rule = ruleFor(table);
      if (rule.isPresent() && !rule.get().isSetting(table.identity().setting())) {
        alter(connection, table.name(), rule.get());
      }
    }
  }

  private static void alter(Connection connection, TableName table, IdentityRule rule)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The exclusive lock queues behind open writers, and all other work behind it.
      statement.execute("SET lock_timeout = '10s'");
      statement.execute("ALTER TABLE " + table.quoted() + " REPLICA IDENTITY " + rule.identity());
      statement.execute("RESET lock_timeout");
    }
    LOG.info("Set replica identity of {} to {}", table, rule.identity());
  }

  private Optional<IdentityRule> ruleFor(TableState table) {
    return rules.stream()
        .filter(rule -> rule.tables().matches(table.name().toString()))
        .findFirst();
  }
}
