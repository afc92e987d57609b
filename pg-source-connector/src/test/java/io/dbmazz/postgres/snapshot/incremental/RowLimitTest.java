package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowLimitTest {

  private final RowLimit limit = new RowLimit(1000, 5_000);

  @Test
  void tooManyBytesMakeTheNextChunkSmaller() {
    assertThat(limit.isExceeded(100, 5_000)).isFalse();
    assertThat(limit.isExceeded(101, 5_001)).isTrue();
    assertThat(limit.next()).isEqualTo(50);
  }

  @Test
  void singleRowPassesHoweverLarge() {
    limit.isExceeded(1, 1_000_000);

    assertThat(limit.next()).isEqualTo(1);
    assertThat(limit.isExceeded(1, 1_000_000)).isFalse();
  }

  @Test
  void chunksGrowAgainUpToTheLimit() {
    limit.isExceeded(10, 10_000);
    for (int i = 0; i < 20; i++) {
      limit.fitted();
    }

    assertThat(limit.next()).isEqualTo(1000);
  }
}
