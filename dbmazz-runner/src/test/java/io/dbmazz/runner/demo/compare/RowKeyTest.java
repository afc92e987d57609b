package io.dbmazz.runner.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {

  @Test
  void laterColumnsDecideWhenEarlierOnesAreEqual() {
    assertThat(key(1L, "a")).isLessThan(key(1L, "b")).isLessThan(key(2L, "a"));
    assertThat(key(1L, "a")).isEqualByComparingTo(key(1L, "a"));
  }

  @Test
  void numbersAreOrderedAsNumbersAndTextByCodeUnit() {
    assertThat(key(9L)).isLessThan(key(10L));
    assertThat(key("Z")).isLessThan(key("a"));
  }

  @Test
  void datesAndTimesAreOrdered() {
    assertThat(key(LocalDate.parse("2026-01-31"))).isLessThan(key(LocalDate.parse("2026-02-01")));
    assertThat(key(LocalDateTime.parse("2026-01-01T00:00:00")))
        .isLessThan(key(LocalDateTime.parse("2026-01-01T00:00:00.000001")));
  }

  private static RowKey key(Object... values) {
    return new RowKey(List.of(values));
  }
}
