package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.txn.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of columns while loads are open. */
class WaitingSchemaChangeTest {
  private static final Duration DELAY = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock();
  private final Loads loads = new Loads();
  private final Warehouse warehouse =
      new Warehouse(
          WarehouseOptions.defaults()
              .withDefaultReplicas(1)
              .withSchemaChangeDelay(DELAY)
              .withClock(clock),
          loads);
  private final SqlSession session = warehouse.openSession("root");

  /** One load, open or not, that began before every change. */
  private static final class Loads implements OpenLoads {
    private boolean open = true;

    @Override
    public long mark() {
      return 7;
    }

    @Override
    public boolean remain(String database, String table, long mark) {
      return open && database.equals("d") && table.equals("t") && mark == 7;
    }
  }

  @AfterEach
  void close() {
    session.close();
    warehouse.close();
  }

  private void create(String evolution) {
    session.execute("CREATE DATABASE d");
    session.use("d");
    session.execute(
        "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (\"fast_schema_evolution\" = \""
            + evolution
            + "\")");
  }

  private String state() {
    SqlResult.Rows rows = (SqlResult.Rows) session.execute("SHOW ALTER TABLE COLUMN FROM d");
    return String.valueOf(rows.rows().get(0)[9]);
  }

  private int columns() {
    return warehouse.table("d", "t").orElseThrow().columns().size();
  }

  @Test
  void aRewriteWaitsForTheLoadHoweverLongThatTakes() {
    create("false");
    session.execute("ALTER TABLE t ADD COLUMN c INT");
    assertThat(state()).isEqualTo("PENDING");
    clock.advance(DELAY.multipliedBy(5));
    assertThat(state()).isEqualTo("WAITING_TXN");
    assertThat(columns()).isEqualTo(2);
    loads.open = false;
    assertThat(columns()).isEqualTo(3);
    assertThat(state()).isEqualTo("FINISHED");
  }

  @Test
  void aFastChangeDoesNotWait() {
    create("true");
    session.execute("ALTER TABLE t ADD COLUMN c INT");
    clock.advance(DELAY);
    assertThat(columns()).isEqualTo(3);
  }

  @Test
  void anotherTypeIsNeverFast() {
    create("true");
    session.execute("ALTER TABLE t MODIFY COLUMN v BIGINT");
    clock.advance(DELAY);
    assertThat(state()).isEqualTo("WAITING_TXN");
    loads.open = false;
    assertThat(warehouse.table("d", "t").orElseThrow().columns().get(1).type().kind())
        .isEqualTo(ColumnType.Kind.BIGINT);
  }
}
