package io.dbmazz.postgres.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubtransactionsTest {

  private final Subtransactions parts = new Subtransactions(100);

  @Test
  void rollbackCutsAtTheFirstChange() {
    parts.note(101, 10);
    parts.note(102, 20);
    parts.note(101, 30);

    assertThat(parts.rollBack(101)).hasValue(10);
    assertThat(parts.rollBack(102)).as("was within").isEmpty();
  }

  @Test
  void whatIsNotThereCutsNothing() {
    parts.note(101, 10);

    assertThat(parts.rollBack(104)).isEmpty();
    assertThat(parts.rollBack(101)).hasValue(10);
    assertThat(parts.rollBack(101)).isEmpty();
  }

  @Test
  void outerTransactionMayChangeSomethingAfterTheInner() {
    parts.note(102, 10);
    parts.note(101, 20);

    assertThat(parts.rollBack(102)).hasValue(10);
    assertThat(parts.rollBack(101)).hasValue(20);
  }

  @Test
  void identifiersMayBeginAnew() {
    Subtransactions wrapping = new Subtransactions(0xFFFF_FFFEL);
    wrapping.note(0xFFFF_FFFFL, 10);
    wrapping.note(3, 20);
    wrapping.note(4, 30);

    assertThat(wrapping.rollBack(4)).hasValue(30);
    assertThat(wrapping.rollBack(0xFFFF_FFFFL)).hasValue(10);
    assertThat(wrapping.rollBack(3)).isEmpty();
  }

  @Test
  void thereMayBeMany() {
    for (int i = 1; i <= 100_000; i++) {
      parts.note(100 + i, i);
      if (i % 2 == 0) {
        assertThat(parts.rollBack(100 + i)).hasValue(i);
      }
    }
    assertThat(parts.rollBack(100 + 99_999)).hasValue(99_999);
    assertThat(parts.rollBack(101)).hasValue(1);
    assertThat(parts.rollBack(103)).as("after the first").isEmpty();
  }
}
