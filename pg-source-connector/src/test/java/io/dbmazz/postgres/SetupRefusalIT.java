package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmazz.postgres.setup.SetupException;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SetupRefusalIT {

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      TestingSource source) {
    return assertThatThrownBy(source::start).isInstanceOf(SetupException.class);
  }

  @Test
  void serverWithoutLogicalWal() throws SQLException {
    try (TestingPostgres plain = TestingPostgres.start(Map.of("wal_level", "replica"))) {
      TestingSource source = TestingSource.withOrders(plain);

      assertRefused(source)
          .hasMessageContaining("wal_level is 'replica'")
          .hasMessageContaining("ALTER SYSTEM SET wal_level = logical");
    }
  }

  @Test
  void roleThatDoesNotExist() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("database.user", "nobody_here")) {
      assertRefused(source)
          .hasMessageContaining("nobody_here")
          .hasMessageContaining("database.user, database.password");
    }
  }

  @Test
  void roleThatMayNotReplicate() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.sql(
          "CREATE ROLE plain_" + source.database() + " LOGIN",
          "GRANT SELECT ON orders TO plain_" + source.database());
      source.with("database.user", "plain_" + source.database());

      assertRefused(source)
          .hasMessageContaining("may not replicate")
          .hasMessageContaining("ALTER ROLE \"plain_" + source.database() + "\" REPLICATION");
    }
  }

  @Test
  void roleThatMayNotReadATable() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.sql("CREATE ROLE blind_" + source.database() + " LOGIN REPLICATION");
      source.with("database.user", "blind_" + source.database());

      assertRefused(source)
          .hasMessageContaining("may not read table 'public.orders'")
          .hasMessageContaining("GRANT SELECT ON \"public\".\"orders\" TO");
    }
  }

  @Test
  void roleThatMayNotCreateThePublication() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      String role = "guest_" + source.database();
      source.sql("CREATE ROLE " + role + " LOGIN REPLICATION", "GRANT SELECT ON orders TO " + role);
      source.with("database.user", role);

      assertRefused(source)
          .hasMessageContaining("may not change publications")
          .hasMessageContaining("CREATE PUBLICATION \"shop_pub\" FOR TABLE \"public\".\"orders\"");
    }
  }

  @Test
  void databaseThatDoesNotExist() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.with("database.dbname", "no_such_database");

      assertRefused(source).hasMessageContaining("database \"no_such_database\" does not exist");
    }
  }

  @Test
  void serverWithoutSslWhenItIsRequired() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("database.sslmode", "require")) {
      assertRefused(source)
          .hasMessageContaining("does not support SSL")
          .hasMessageContaining("database.sslmode");
    }
  }

  @Test
  void tableThatDoesNotExist() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("table.include.list", "orders,ordres")) {
      assertRefused(source)
          .hasMessageStartingWith("Table 'ordres' not found in PostgreSQL. Create it, or correct");
      assertThat(source.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    }
  }

  @Test
  void tableOfAnotherSpellingIsNamed() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("table.include.list", "public.Orders")) {
      assertRefused(source).hasMessageContaining("Did you mean 'public.orders'?");
    }
  }

  @Test
  void tableWithoutReplicaIdentity() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("CREATE TABLE log (line text)")
            .with("table.include.list", "orders,log")) {
      assertRefused(source)
          .hasMessageContaining("Table 'public.log' has no usable replica identity")
          .hasMessageContaining("ALTER TABLE \"public\".\"log\" REPLICA IDENTITY FULL");
      source.sql("INSERT INTO log VALUES ('still works')", "UPDATE log SET line = 'as before'");
    }
  }

  @Test
  void missingPublicationThatMayNotBeCreated() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("publication.autocreate.mode", "disabled")) {
      assertRefused(source)
          .hasMessageContaining(
              "Publication 'shop_pub' does not exist. Create it: CREATE PUBLICATION \"shop_pub\"");
    }
  }

  @Test
  void publicationThatLacksATableAndMayNotBeChanged() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("publication.autocreate.mode", "disabled")) {
      source.sql("CREATE PUBLICATION shop_pub");

      assertRefused(source)
          .hasMessageContaining("ALTER PUBLICATION \"shop_pub\" ADD TABLE \"public\".\"orders\"");
    }
  }

  @Test
  void publicationThatNamesPartitionsOtherwise() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingSource source =
        TestingSource.withOrders()
            .sql(
                "CREATE TABLE events (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE PUBLICATION shop_pub FOR TABLE events")
            .with("table.include.list", "events")) {
      assertRefused(source)
          .hasMessageContaining(
              "ALTER PUBLICATION \"shop_pub\" SET (publish_via_partition_root = true)");
    }
  }
}
