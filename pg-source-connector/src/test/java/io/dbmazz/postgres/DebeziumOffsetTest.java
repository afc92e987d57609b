package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebeziumOffsetTest {

  private static Map<String, Object> offset(Object... keysAndValues) {
    Map<String, Object> offset =
        new HashMap<>(Map.of("lsn", 900L, "txId", 770L, "ts_usec", 1_700_000_000_000_000L));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      offset.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return offset;
  }

  private static SourcePosition startAt(long lsn) {
    return SourcePosition.startingAt(new Lsn(lsn));
  }

  @Test
  void transactionUnderWayIsReadAgainFromTheEndOfTheOneBefore() {
    assertThat(StreamOffset.read(offset("lsn_proc", 900L, "lsn_commit", 700L)))
        .isEqualTo(startAt(700));
  }

  @Test
  void changeOlderThanTheLastCommitDoesNotGoBackBehindIt() {
    assertThat(StreamOffset.read(offset("lsn", 600L, "lsn_proc", 600L, "lsn_commit", 700L)))
        .isEqualTo(startAt(700));
  }

  @Test
  void integersThatAStoreShrankAreRead() {
    assertThat(StreamOffset.read(offset("lsn", 600, "lsn_commit", 700))).isEqualTo(startAt(700));
  }

  @Test
  void firstTransactionIsReadAgainFromWhereStreamingBegan() {
    assertThat(StreamOffset.read(offset("lsn_proc", 650L))).isEqualTo(startAt(650));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last_snapshot_record", "snapshot_completed"})
  void streamBeginsAtTheSnapshotOnceThatIsFinished(String finished) {
    assertThat(StreamOffset.read(offset("snapshot", "INITIAL", finished, true)))
        .isEqualTo(startAt(900));
  }

  @Test
  void unfinishedSnapshotIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StreamOffset.read(
                    offset(
                        "snapshot",
                        "INITIAL",
                        "last_snapshot_record",
                        false,
                        "snapshot_completed",
                        false)))
        .withMessageContaining("in the middle of its snapshot")
        .withMessageContaining("drop the slot and remove the offset");
  }

  @Test
  void offsetWithoutAPositionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamOffset.read(offset("lsn", "900")))
        .withMessageContaining("'lsn'");
  }
}
