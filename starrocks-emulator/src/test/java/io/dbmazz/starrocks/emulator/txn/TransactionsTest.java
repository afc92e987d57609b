package io.dbmazz.starrocks.emulator.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final ManualClock clock = new ManualClock();
  private final Transactions transactions =
      new Transactions(new LabelLimits(3, Duration.ofDays(3), 2), clock);

  private Transaction begin(String label) throws Exception {
    return transactions.begin("shop", label, TIMEOUT);
  }

  private void load(String label) throws Exception {
    transactions.commit(begin(label), () -> {});
  }

  private LoadState state(String label) {
    return transactions.status("shop", label).state();
  }

  private String existing(String label) {
    return catchThrowableOfType(LabelInUseException.class, () -> begin(label)).existingJobStatus();
  }

  @Test
  void aLabelNeverSeenIsUnknown() {
    assertThat(transactions.status("shop", "a")).isEqualTo(new LabelStatus(LoadState.UNKNOWN, ""));
  }

  @Test
  void aLabelIsPreparedWhileItRunsAndVisibleAfterwards() throws Exception {
    Transaction running = begin("a");
    assertThat(state("a")).isEqualTo(LoadState.PREPARE);
    transactions.commit(running, () -> assertThat(state("a")).isEqualTo(LoadState.PREPARE));
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void aRunningLabelIsInUse() throws Exception {
    begin("a");
    assertThat(existing("a")).isEqualTo("RUNNING");
  }

  @Test
  void aFinishedLabelIsInUse() throws Exception {
    load("a");
    assertThat(existing("a")).isEqualTo("FINISHED");
    assertThatThrownBy(() -> begin("a")).hasMessage("Label [a] has already been used.");
  }

  @Test
  void labelsBelongToTheirDatabase() throws Exception {
    load("a");
    transactions.begin("other", "a", TIMEOUT);
    assertThat(transactions.status("other", "a").state()).isEqualTo(LoadState.PREPARE);
  }

  @Test
  void anAbortedLabelIsFreeAgain() throws Exception {
    transactions.abort(begin("a"), "bad rows");
    assertThat(transactions.status("shop", "a"))
        .isEqualTo(new LabelStatus(LoadState.ABORTED, "bad rows"));
    load("a");
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void aFailedWriteAbortsAndItsErrorGoesOn() throws Exception {
    Transaction failing = begin("a");
    assertThatThrownBy(
            () ->
                transactions.commit(
                    failing,
                    () -> {
                      throw new IllegalStateException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(transactions.status("shop", "a"))
        .isEqualTo(new LabelStatus(LoadState.ABORTED, "disk full"));
  }

  @Test
  void theOldestFinishedLabelIsForgottenBeyondTheirNumber() throws Exception {
    for (String label : new String[] {"a", "b", "c", "d"}) {
      load(label);
    }
    assertThat(state("a")).isEqualTo(LoadState.UNKNOWN);
    assertThat(state("b")).isEqualTo(LoadState.VISIBLE);
    load("a");
  }

  @Test
  void finishedLabelsAreForgottenAfterTheirTime() throws Exception {
    load("a");
    clock.advance(Duration.ofDays(3));
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
    clock.advance(Duration.ofSeconds(1));
    assertThat(state("a")).isEqualTo(LoadState.UNKNOWN);
  }

  @Test
  void runningLabelsAreNotForgotten() throws Exception {
    begin("a");
    for (String label : new String[] {"b", "c", "d", "e"}) {
      load(label);
    }
    assertThat(state("a")).isEqualTo(LoadState.PREPARE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "é"})
  void labelsAreLettersDigitsUnderscoresAndHyphens(String label) throws Exception {
    assertThatThrownBy(() -> begin(label)).hasMessageStartingWith("Label format error. regex: ");
  }

  @Test
  void labelsHave128CharactersAtMost() throws Exception {
    begin("x".repeat(128));
    assertThatThrownBy(() -> begin("x".repeat(129)))
        .hasMessageStartingWith("Label format error. regex: ^[-\\w]{1,128}$, label: xxx");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 259_201})
  void timeoutsAreSecondsUpToThreeDays(long seconds) {
    assertThatThrownBy(() -> transactions.begin("shop", "a", Duration.ofSeconds(seconds)))
        .hasMessage("Invalid timeout. Timeout should between 1 and 259200 seconds");
  }

  @Test
  void tooManyRunningAreRefused() throws Exception {
    begin("a");
    Transaction second = begin("b");
    assertThatThrownBy(() -> begin("c"))
        .hasMessageStartingWith("current running txns on db ")
        .hasMessageEndingWith(" is 2, larger than limit 2");
    transactions.abort(second, "");
    begin("c");
  }

  @Test
  void aTransactionTimesOut() throws Exception {
    Transaction slow = begin("a");
    clock.advance(TIMEOUT.plusSeconds(1));
    assertThat(transactions.status("shop", "a"))
        .isEqualTo(new LabelStatus(LoadState.ABORTED, "timeout by txn manager"));
    assertThatThrownBy(() -> transactions.commit(slow, () -> {}))
        .hasMessage("transaction is already ABORTED, reason: timeout by txn manager");
  }

  @Test
  void aTransactionThatWritesNeitherTimesOutNorIsCancelled() throws Exception {
    Transaction writing = begin("a");
    transactions.commit(
        writing,
        () -> {
          clock.advance(TIMEOUT.plusSeconds(1));
          assertThatThrownBy(() -> transactions.cancel("shop", "a"))
              .hasMessageContaining("not found");
        });
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void publishingLateLeavesItCommittedForASecond() throws Exception {
    transactions.commitUnpublished(begin("a"), () -> {});
    assertThat(state("a")).isEqualTo(LoadState.COMMITTED);
    assertThat(existing("a")).isEqualTo("FINISHED");
    clock.advance(Duration.ofSeconds(1));
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void aCancelledTransactionCannotCommit() throws Exception {
    Transaction cancelled = begin("a");
    transactions.cancel("shop", "a");
    assertThat(state("a")).isEqualTo(LoadState.ABORTED);
    assertThatThrownBy(() -> transactions.commit(cancelled, () -> {}))
        .isInstanceOf(TransactionException.class);
  }

  @Test
  void onlyARunningLabelCanBeCancelled() throws Exception {
    load("a");
    assertThatThrownBy(() -> transactions.cancel("shop", "a")).hasMessageContaining("label=a");
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void abortingAfterTheCommitDoesNothing() throws Exception {
    Transaction done = begin("a");
    transactions.commit(done, () -> {});
    transactions.abort(done, "too late");
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }
}
