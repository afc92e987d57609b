package io.dbmazz.starrocks.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation.Audit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

  @Test
  void commitLsnGoesFirst() {
    assertThat(Versions.of(200L, 100L, "[\"300\",\"100\"]")).isEqualTo(200);
  }

  @Test
  void changeOfATransactionThatBeganBeforeALaterSnapshotIsNotOlderThanTheCommitBeforeIt() {
    assertThat(Versions.of(null, 100L, "[\"150\",\"100\"]")).isEqualTo(150);
  }

  @ParameterizedTest
  @CsvSource({"'[null,\"100\"]'", "'[\"7\",\"100\"]'", "'[\"x\",\"100\"]'", "'[\"'", "''"})
  void sequenceThatSaysNothingMoreLeavesTheChangesOwnLsn(String sequence) {
    assertThat(Versions.of(null, 100L, sequence)).isEqualTo(100);
  }

  @Test
  void recordsOfOtherDatabasesHaveNone() {
    assertThat(Versions.of("00000027:00000758:0003", null, null)).isEqualTo(Audit.NO_VERSION);
  }
}
