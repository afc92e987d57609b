package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.setup.SlotSettings.Kind;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotRulesTest {

  private static final Lsn SERVER = Lsn.parse("0/9000");
  private static final SourcePosition STORED =
      new SourcePosition(Lsn.parse("0/4F00"), 2, Lsn.parse("0/5000"));

  private static SlotRules rules(MismatchStrategy strategy) {
    return new SlotRules(new SlotSettings("s", Kind.PLAIN, strategy), "shop");
  }

  private static SlotState slot(String... changes) {
    Map<String, String> columns =
        new HashMap<>(
            Map.of(
                "plugin", "pgoutput",
                "database", "shop",
                "confirmed_flush_lsn", "0/4000"));
    for (int i = 0; i < changes.length; i += 2) {
      columns.put(changes[i], changes[i + 1]);
    }
    columns.values().removeIf(String::isEmpty);
    return new SlotState(columns);
  }

  @Test
  void inactiveSlotOfOursIsReadable() {
    assertThatCode(() -> rules(MismatchStrategy.TRUST_OFFSET).verifyReadable(slot()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "wal_removed, max_slot_wal_keep_size",
    "rows_removed, hot_standby_feedback",
    "wal_level_insufficient, wal_level must stay",
    "idle_timeout, idle_replication_slot_timeout"
  })
  void lostSlotIsRefusedWithTheSettingThatPreventsIt(String reason, String setting) {
    assertThatThrownBy(
            () ->
                rules(MismatchStrategy.TRUST_OFFSET)
                    .verifyReadable(slot("invalidation_reason", reason)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(setting);
  }

  @Test
  void standbyThatHasNotReplayedTheOffsetYetIsWaitedFor() {
    SlotRules rules = rules(MismatchStrategy.TRUST_OFFSET);
    Lsn replayed = Lsn.parse("0/4FFF");

    assertThatThrownBy(
            () -> rules.resumeAt(slot("in_recovery", "t"), Optional.of(STORED), replayed))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("replayed its WAL up to 0/4FFF");
    assertThatThrownBy(() -> rules.resumeAt(slot(), Optional.of(STORED), replayed))
        .isInstanceOf(SetupException.class);
  }

  @Test
  void conflictIsThatOfAStandbyAndElsewhereALossOfWal() {
    SlotRules rules = rules(MismatchStrategy.TRUST_OFFSET);
    String[] lost = {"conflicting", "t", "wal_status", "lost", "in_recovery", "f"};

    assertThatThrownBy(() -> rules.verifyReadable(slot(lost)))
        .hasMessageContaining("is lost (wal_status is lost)")
        .hasMessageContaining("max_slot_wal_keep_size");
    lost[5] = "t";
    assertThatThrownBy(() -> rules.verifyReadable(slot(lost)))
        .hasMessageContaining("is lost (conflict with recovery)")
        .hasMessageContaining("hot_standby_feedback");
  }

  @Test
  void slotThatAStandbyKeepsForAFailoverIsWaitedForUntilItIsPromoted() {
    SlotRules rules = rules(MismatchStrategy.TRUST_OFFSET);

    assertThatThrownBy(() -> rules.verifyReadable(slot("synced", "t", "in_recovery", "t")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("promote this server");
    assertThatCode(() -> rules.verifyReadable(slot("synced", "t", "in_recovery", "f")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "plugin, wal2json, 'uses the plugin wal2json'",
    "plugin, '', 'uses no output plugin'",
    "database, other, 'belongs to database ''other'', not to ''shop'''",
    "wal_status, lost, 'is lost (wal_status is lost)'",
    "invalidation_reason, wal_removed, 'is lost (wal_removed)'",
    "confirmed_flush_lsn, '', 'was never completely created'"
  })
  void slotThatCannotBeReadIsRefused(String column, String value, String problem) {
    assertThatThrownBy(
            () -> rules(MismatchStrategy.TRUST_OFFSET).verifyReadable(slot(column, value)))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("Slot 's' " + problem);
  }

  @Test
  void activeSlotMayBeReadableLater() {
    assertThatThrownBy(
            () -> rules(MismatchStrategy.TRUST_OFFSET).verifyReadable(slot("active_pid", "4711")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("Slot 's' is active for PID 4711")
        .hasCauseInstanceOf(SetupException.class);
  }

  @Test
  void slotThatIsStillBeingCreatedMayBeReadableLater() {
    assertThatThrownBy(
            () ->
                rules(MismatchStrategy.TRUST_OFFSET)
                    .verifyReadable(slot("active_pid", "4711", "confirmed_flush_lsn", "")))
        .isInstanceOf(RetriableException.class);
  }

  @Test
  void slotBehindTheOffsetIsNormal() {
    assertThat(resume(MismatchStrategy.TRUST_OFFSET, "0/4000")).isEqualTo(STORED);
    assertThat(resume(MismatchStrategy.TRUST_OFFSET, "0/5000")).isEqualTo(STORED);
  }

  @Test
  void slotAheadOfTheOffsetIsAGap() {
    assertThatThrownBy(() -> resume(MismatchStrategy.TRUST_OFFSET, "0/5001"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("confirmed up to 0/5001, beyond the stored offset, 0/5000");
  }

  @Test
  void gapIsAcceptedOnRequest() {
    SourcePosition fromSlot = SourcePosition.startingAt(Lsn.parse("0/5001"));

    assertThat(resume(MismatchStrategy.TRUST_SLOT, "0/5001")).isEqualTo(fromSlot);
    assertThat(resume(MismatchStrategy.TRUST_GREATER_LSN, "0/5001")).isEqualTo(fromSlot);
  }

  @Test
  void slotBehindIsFollowedOnlyWhenItIsTrusted() {
    assertThat(resume(MismatchStrategy.TRUST_SLOT, "0/4000"))
        .isEqualTo(SourcePosition.startingAt(Lsn.parse("0/4000")));
    assertThat(resume(MismatchStrategy.TRUST_GREATER_LSN, "0/4000")).isEqualTo(STORED);
  }

  @Test
  void offsetBeyondTheServerIsRefused() {
    assertThatThrownBy(
            () ->
                rules(MismatchStrategy.TRUST_OFFSET)
                    .resumeAt(slot(), Optional.of(STORED), Lsn.parse("0/4FFF")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("0/5000, lies beyond the server's end of WAL, 0/4FFF");
  }

  @Test
  void withoutAnOffsetTheSlotSaysWhereToStart() {
    assertThat(rules(MismatchStrategy.TRUST_OFFSET).resumeAt(slot(), Optional.empty(), SERVER))
        .isEqualTo(SourcePosition.startingAt(Lsn.parse("0/4000")));
  }

  @Test
  void missingSlotIsCreatedOnlyWhenNothingIsStored() {
    SlotRules rules = rules(MismatchStrategy.TRUST_OFFSET);

    assertThatCode(() -> rules.requireNothingStored(Optional.empty())).doesNotThrowAnyException();
    assertThatThrownBy(() -> rules.requireNothingStored(Optional.of(STORED)))
        .hasMessageContaining("does not exist, but an offset is stored up to 0/5000");
  }

  @Test
  void slotThatSomebodyMovedDuringAnOutageIsRefused() {
    SlotRules rules = rules(MismatchStrategy.TRUST_OFFSET);

    assertThatCode(() -> rules.requireNotAhead(slot(), Lsn.parse("0/4000")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> rules.requireNotAhead(slot(), Lsn.parse("0/3FFF")))
        .isInstanceOf(SetupException.class);
  }

  private static SourcePosition resume(MismatchStrategy strategy, String confirmed) {
    return rules(strategy)
        .resumeAt(slot("confirmed_flush_lsn", confirmed), Optional.of(STORED), SERVER);
  }
}
