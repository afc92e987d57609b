package io.dbmazz.runner.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.TestingPostgres;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresOffsetStoreIT extends OffsetStoreContract {

  private static final TestingPostgres POSTGRES = TestingPostgres.shared();
  private static final String TABLE = "dbmazz_checkpoints";

  private static PostgresDatabase databaseOf(String user) {
    return new PostgresDatabase(
        POSTGRES.jdbcUrl(), Map.of("user", user, "password", POSTGRES.password()));
  }

  @Override
  OffsetStore open() {
    return new PostgresOffsetStore(databaseOf(POSTGRES.user()), TABLE);
  }

  @AfterEach
  void dropTable() throws SQLException {
    POSTGRES.execute("DROP TABLE IF EXISTS " + TABLE);
  }

  private static void endConnectionsOfStores() throws SQLException {
    POSTGRES.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE application_name = 'dbmazz'");
  }

  @Test
  void lostConnectionIsRetriableAndTheNextCallConnectsAnew() throws SQLException {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      endConnectionsOfStores();

      assertThatThrownBy(() -> store.save(PARTITION, Map.of("lsn", "2")))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining(TABLE);

      store.save(PARTITION, Map.of("lsn", "2"));
      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "2"));
    }
  }

  @Test
  void unreachableServerIsRetriable() {
    PostgresDatabase nobody = new PostgresDatabase("jdbc:postgresql://localhost:1/x", Map.of());
    try (OffsetStore store = new PostgresOffsetStore(nobody, TABLE)) {
      assertThatThrownBy(() -> store.load(PARTITION)).isInstanceOf(RetriableException.class);
    }
  }

  @Test
  void processThatWasReplacedCannotMoveTheOffsetBack() {
    try (OffsetStore replaced = open();
        OffsetStore current = open()) {
      replaced.save(PARTITION, Map.of("lsn", "1"));
      current.save(PARTITION, Map.of("lsn", "2"));

      assertThatThrownBy(() -> replaced.save(PARTITION, Map.of("lsn", "1")))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("taken over");

      assertThat(current.load(PARTITION)).contains(Map.of("lsn", "2"));
      current.save(PARTITION, Map.of("lsn", "3"));
    }
  }

  @Test
  void missingPrivilegeNamesTheSqlThatGivesIt() throws SQLException {
    POSTGRES.execute("CREATE ROLE weak LOGIN", "REVOKE CREATE ON SCHEMA public FROM public");
    try (OffsetStore store = new PostgresOffsetStore(databaseOf("weak"), TABLE)) {
      assertThatThrownBy(() -> store.load(PARTITION))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("CREATE TABLE IF NOT EXISTS " + TABLE)
          .hasMessageContaining("GRANT");
    } finally {
      POSTGRES.execute("DROP ROLE weak");
    }
  }

  @Test
  void tableMadeByTheOwnerNeedsNoPrivilegeToCreate() throws SQLException {
    open().load(PARTITION);
    POSTGRES.execute(
        "CREATE ROLE weak LOGIN",
        "REVOKE CREATE ON SCHEMA public FROM public",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON " + TABLE + " TO weak");
    try (OffsetStore store = new PostgresOffsetStore(databaseOf("weak"), TABLE)) {
      store.save(PARTITION, Map.of("lsn", "1"));

      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "1"));
    } finally {
      POSTGRES.execute("DROP OWNED BY weak", "DROP ROLE weak");
    }
  }

  @Test
  void tableOfAnotherShapeIsRefusedWithTheWayOut() throws SQLException {
    POSTGRES.execute("CREATE TABLE " + TABLE + " (slot_name text, lsn bigint)");
    try (OffsetStore store = open()) {
      assertThatThrownBy(() -> store.load(PARTITION)).hasMessageContaining("offset.storage.table");
    }
  }

  @Test
  void commitsWaitForTheDiskWhateverTheServersDefaultIs() throws SQLException {
    try (TestingPostgres lax =
        TestingPostgres.start(Map.of("synchronous_commit", "off", "wal_writer_delay", "10s"))) {
      PostgresDatabase database =
          new PostgresDatabase(
              lax.jdbcUrl(), Map.of("user", lax.user(), "password", lax.password()));
      try (OffsetStore store = new PostgresOffsetStore(database, TABLE)) {
        store.save(PARTITION, Map.of("lsn", "1"));
        lax.crash();
      }
      lax.startAgain();

      try (OffsetStore store = new PostgresOffsetStore(database, TABLE)) {
        assertThat(store.load(PARTITION)).contains(Map.of("lsn", "1"));
      }
    }
  }

  @Test
  void nameThatIsNotPlainIsRefused() {
    PostgresDatabase database = databaseOf(POSTGRES.user());

    assertThatThrownBy(() -> new PostgresOffsetStore(database, "t; DROP TABLE x"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("offset.storage.table");
  }
}
