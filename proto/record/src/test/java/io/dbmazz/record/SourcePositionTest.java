package io.dbmazz.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcePositionTest {

  private static final Lsn COMMIT = Lsn.parse("0/500");
  private static final Lsn END = Lsn.parse("0/530");

  private final SourcePosition inside = new SourcePosition(COMMIT, 2, Lsn.parse("0/400"));

  @Test
  void offsetHoldsThePosition() {
    assertThat(SourcePosition.fromOffset(inside.toOffset())).isEqualTo(inside);
  }

  @Test
  void offsetThatAStoreShrankToIntegersIsRead() {
    Map<String, Object> stored = new HashMap<>(inside.toOffset());
    stored.replaceAll((key, value) -> ((Long) value).intValue());
    assertThat(SourcePosition.fromOffset(stored)).isEqualTo(inside);
  }

  @Test
  void offsetWithoutAKeyIsRefusedByName() {
    Map<String, Object> stored = new HashMap<>(inside.toOffset());
    stored.remove("end_lsn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SourcePosition.fromOffset(stored))
        .withMessageContaining("end_lsn");
  }

  @Test
  void endAloneIsAStartThere() {
    assertThat(SourcePosition.fromOffset(Map.of("end_lsn", END.value())))
        .isEqualTo(SourcePosition.startingAt(END));
  }

  @Test
  void positionsMayBeWrittenAsPostgresDoes() {
    Map<String, Object> written = Map.of("commit_lsn", "0/500", "ordinal", 2, "end_lsn", "0/400");
    assertThat(SourcePosition.fromOffset(written)).isEqualTo(inside);
  }

  @Test
  void ordinalBelowTheFirstIsRefused() {
    Map<String, Object> written = Map.of("commit_lsn", "0/500", "ordinal", -2, "end_lsn", "0/400");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SourcePosition.fromOffset(written))
        .withMessageContaining("ordinal -2");
  }

  @Test
  void fractionIsNotAnOffset() {
    Map<String, Object> stored = new HashMap<>(inside.toOffset());
    stored.put("ordinal", 1.5);
    assertThatIllegalArgumentException().isThrownBy(() -> SourcePosition.fromOffset(stored));
  }

  @Test
  void changesUpToTheOrdinalAreCoveredAndLaterOnesAreNot() {
    assertThat(inside.covers(COMMIT, 2)).isTrue();
    assertThat(inside.covers(COMMIT, 3)).isFalse();
  }

  @Test
  void earlierTransactionsAreCoveredWhole() {
    assertThat(inside.covers(Lsn.parse("0/4FF"), 1_000)).isTrue();
    assertThat(inside.covers(Lsn.parse("0/501"), 0)).isFalse();
  }

  @Test
  void transactionThatCommitsAtTheEndOfTheLastOneIsNotCovered() {
    SourcePosition after = inside.endingAt(END);
    assertThat(after.covers(END, 0)).isFalse();
  }

  @Test
  void idleEndCoversWhatCommittedBelowIt() {
    SourcePosition idle = inside.endingAt(Lsn.parse("0/900"));
    assertThat(idle.covers(Lsn.parse("0/8FF"), 5)).isTrue();
  }

  @Test
  void endNeverMovesBack() {
    assertThat(inside.endingAt(Lsn.ZERO)).isEqualTo(inside);
  }

  @Test
  void startCoversNothingFromItsPositionOn() {
    SourcePosition start = SourcePosition.startingAt(COMMIT);
    assertThat(start.covers(COMMIT, 0)).isFalse();
    assertThat(start.covers(Lsn.parse("0/4FF"), 0)).isTrue();
  }

  @Test
  void messagesBehindAChangeAreCountedInTheOffset() {
    SourcePosition behind = inside.atMessage(COMMIT, 2, 1);

    assertThat(behind.coversMessage(COMMIT, 2, 1)).isTrue();
    assertThat(behind.coversMessage(COMMIT, 2, 2)).isFalse();
    assertThat(behind.coversMessage(COMMIT, 3, 0)).isFalse();
    assertThat(inside.coversMessage(COMMIT, 2, 0)).isFalse();
    assertThat(inside.coversMessage(COMMIT, 1, 7)).isTrue();
    assertThat(SourcePosition.fromOffset(behind.toOffset())).isEqualTo(behind);
    assertThat(behind.at(COMMIT, 3)).isEqualTo(inside.at(COMMIT, 3));
  }
}
