package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalBudgetTest {

  private static final Lsn SERVER = new Lsn(10_000);

  private static SlotState slot(String... columns) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("restart_lsn", "0/1388")); // 5000
    for (int i = 0; i < columns.length; i += 2) {
      all.put(columns[i], columns[i + 1]);
    }
    return new SlotState(all);
  }

  @Test
  void retainedIsWhatLiesBetweenTheSlotAndTheEnd() {
    assertThat(WalBudget.retained(slot(), SERVER)).isEqualTo(5_000);
    assertThat(WalBudget.retained(new SlotState(Map.of()), SERVER)).isZero();
  }

  @Test
  void budgetIsExceededByMoreThanIsAllowed() {
    assertThat(new WalBudget(5_000).excess(slot(), SERVER)).isEmpty();
    assertThat(new WalBudget(4_999).excess(slot(), SERVER).orElseThrow()).contains("4999");
  }

  @Test
  void zeroIsNoBudget() {
    assertThat(new WalBudget(0).excess(slot(), SERVER)).isEmpty();
  }

  @Test
  void lastFifthOfTheServersOwnLimitIsExcess() {
    WalBudget none = new WalBudget(0);

    assertThat(none.excess(slot("safe_wal_size", "1250"), SERVER)).isEmpty();
    assertThat(none.excess(slot("safe_wal_size", "1248"), SERVER).orElseThrow())
        .contains("1248 to go until max_slot_wal_keep_size");
    assertThat(none.excess(slot("safe_wal_size", "-3"), SERVER)).isPresent();
  }

  @Test
  void slotThatTheServerIsAboutToGiveUpIsExcess() {
    assertThat(new WalBudget(0).excess(slot("wal_status", "unreserved"), SERVER).orElseThrow())
        .contains("lost with the next checkpoint");
    assertThat(new WalBudget(0).excess(slot("wal_status", "extended"), SERVER)).isEmpty();
  }
}
