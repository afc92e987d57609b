package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.postgres.snapshot.incremental.XidSnapshot.Knowledge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XidSnapshotTest {

  @Test
  void seesWhatEndedBeforeItAndNothingElse() {
    XidSnapshot snapshot = XidSnapshot.parse("100:105:100,103", Knowledge.COMPLETE);

    assertThat(snapshot.sees(99)).isTrue();
    assertThat(snapshot.sees(100)).isFalse();
    assertThat(snapshot.sees(101)).isTrue();
    assertThat(snapshot.sees(103)).isFalse();
    assertThat(snapshot.sees(104)).isTrue();
    assertThat(snapshot.sees(105)).isFalse();
    assertThat(snapshot.sees(4_000)).isFalse();
  }

  @Test
  void standbyKnowsNothingOfTransactionsBetweenItsBounds() {
    XidSnapshot snapshot = XidSnapshot.parse("100:105:", Knowledge.BOUNDS_ONLY);

    assertThat(snapshot.sees(99)).isTrue();
    assertThat(snapshot.sees(102)).isFalse();
  }

  /** Epochs of 2^32 = 4294967296 transactions. */
  @ParameterizedTest
  @CsvSource({
    // The xids of the stream are those of the second epoch.
    "4294967300:4294967310:4294967305, 3, true",
    "4294967300:4294967310:4294967305, 4, true",
    "4294967300:4294967310:4294967305, 9, false",
    "4294967300:4294967310:4294967305, 14, false",
    // From just before the turn, seen from just behind it.
    "4294967290:4294967310:4294967291, 4294967289, true",
    "4294967290:4294967310:4294967291, 4294967291, false",
    "4294967290:4294967310:4294967291, 4294967292, true",
    // From just behind the turn, seen from just before it.
    "4294967280:4294967290:, 5, false",
    "4294967280:4294967290:, 4294967289, true"
  })
  void xidsOfTheStreamWrapAround(String snapshot, long xid, boolean seen) {
    String text = snapshot.trim();
    assertThat(XidSnapshot.parse(text, Knowledge.COMPLETE).sees(xid)).isEqualTo(seen);
  }

  @Test
  void otherTextIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XidSnapshot.parse("100", Knowledge.COMPLETE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XidSnapshot.parse("1:2:x", Knowledge.COMPLETE));
  }
}
