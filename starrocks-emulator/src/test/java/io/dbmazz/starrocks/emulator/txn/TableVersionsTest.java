package io.dbmazz.starrocks.emulator.txn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableVersionsTest {
  private final ManualClock clock = new ManualClock();
  private final TableVersions versions = new TableVersions(2, Duration.ofSeconds(10), clock);

  @BeforeEach
  void twoLoads() {
    versions.add("shop", "orders");
    versions.add("shop", "orders");
  }

  @Test
  void aTableHasSoManyVersions() {
    assertThatThrownBy(() -> versions.check("shop", "orders"))
        .isInstanceOf(TransactionException.class)
        .hasMessageContaining("because of too many versions, current/limit: 2/2. You can reduce");
  }

  @Test
  void eachTableHasItsOwn() throws Exception {
    versions.check("shop", "items");
    versions.check("other", "orders");
  }

  @Test
  void compactionMakesRoom() throws Exception {
    versions.compact("shop", "orders");
    versions.check("shop", "orders");
  }

  @Test
  void timeCompacts() throws Exception {
    clock.advance(Duration.ofSeconds(10).plusMillis(1));
    versions.check("shop", "orders");
  }
}
