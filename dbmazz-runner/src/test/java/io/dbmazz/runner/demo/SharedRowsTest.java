package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedRowsTest {

  private final AtomicLong clock = new AtomicLong();
  private final SharedRows rows = new SharedRows(clock::get);

  @Test
  void lagIsTheAgeOfTheOldestOrderTheTargetLacks() {
    rows.orderCommitted(1);
    clock.set(100);
    rows.orderCommitted(2);
    clock.set(1_000);

    assertThat(rows.lagNanos(0)).isEqualTo(1_000);
    assertThat(rows.lagNanos(1)).isEqualTo(900);
  }

  @Test
  void thereIsNoLagWhenTheTargetHasTheNewestOrder() {
    rows.orderCommitted(1);
    clock.set(1_000);

    assertThat(rows.lagNanos(1)).isZero();
  }
}
