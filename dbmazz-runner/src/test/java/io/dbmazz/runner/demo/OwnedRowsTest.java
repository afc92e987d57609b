package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnedRowsTest {

  @Test
  void everyRowIsRemovedOnce() {
    OwnedRows<Integer> rows = new OwnedRows<>(new Random(1));
    Set<Integer> added = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      rows.add(i);
      added.add(i);
    }

    Set<Integer> removed = new HashSet<>();
    while (!rows.isEmpty()) {
      assertThat(removed.add(rows.removeAny())).isTrue();
    }

    assertThat(removed).isEqualTo(added);
  }

  @Test
  void removedRowIsNotDrawnAgain() {
    OwnedRows<Integer> rows = new OwnedRows<>(new Random(1));
    rows.add(1);
    rows.add(2);

    int removed = rows.removeAny();

    assertThat(rows.any()).isEqualTo(3 - removed);
  }
}
