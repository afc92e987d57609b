package io.dbmazz.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.runner.offset.PostgresDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

class PostgresReplicationSlotIT {

  private static final TestingPostgres POSTGRES = TestingPostgres.shared();

  private static PostgresReplicationSlot slot(String name, Duration longestWait) {
    PostgresDatabase database =
        new PostgresDatabase(
            POSTGRES.jdbcUrl(), Map.of("user", POSTGRES.user(), "password", POSTGRES.password()));
    return new PostgresReplicationSlot(database, name, longestWait);
  }

  private static void create(String name) throws SQLException {
    POSTGRES.execute("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
  }

  private static boolean exists(String name) throws SQLException {
    try (Connection connection = POSTGRES.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM pg_replication_slots WHERE slot_name = '" + name + "'")) {
      return rows.next();
    }
  }

  @Test
  void inactiveSlotIsDropped() throws Exception {
    create("drop_inactive");

    slot("drop_inactive", Duration.ofSeconds(1)).drop();

    assertThat(exists("drop_inactive")).isFalse();
  }

  @Test
  void missingSlotIsNoError() throws Exception {
    slot("drop_missing", Duration.ofSeconds(1)).drop();

    assertThat(exists("drop_missing")).isFalse();
  }

  @Test
  void slotInUseIsKeptAndItsHolderNamed() throws Exception {
    create("drop_active");
    POSTGRES.execute("CREATE PUBLICATION drop_active_pub FOR ALL TABLES");
    try (Connection holder = DriverManager.getConnection(POSTGRES.jdbcUrl(), replication());
        PGReplicationStream stream = read(holder, "drop_active")) {
      assertThat(stream.isClosed()).isFalse();

      assertThatThrownBy(() -> slot("drop_active", Duration.ofMillis(300)).drop())
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("drop_active")
          .hasMessageContaining("still used by server process");

      assertThat(exists("drop_active")).isTrue();
    } finally {
      slot("drop_active", Duration.ofSeconds(20)).drop();
      POSTGRES.execute("DROP PUBLICATION drop_active_pub");
    }
  }

  private static Properties replication() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "user", POSTGRES.user(),
            "password", POSTGRES.password(),
            "replication", "database",
            "preferQueryMode", "simple",
            "assumeMinServerVersion", "12"));
    return properties;
  }

  private static PGReplicationStream read(Connection holder, String slot) throws SQLException {
    return holder
        .unwrap(PGConnection.class)
        .getReplicationAPI()
        .replicationStream()
        .logical()
        .withSlotName(slot)
        .withSlotOption("proto_version", "1")
        .withSlotOption("publication_names", slot + "_pub")
        .start();
  }
}
