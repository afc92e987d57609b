package io.dbmazz.starrocks.emulator.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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

  private void commit(Transaction transaction) throws TransactionException {
    commit(transaction, () -> {});
  }

  private void commit(Transaction transaction, Runnable write) throws TransactionException {
    transactions.commit(transaction, write, Publishing.IN_TIME);
  }

  private void load(String label) throws Exception {
    commit(begin(label));
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
    transactions.commit(
        running, () -> assertThat(state("a")).isEqualTo(LoadState.PREPARE), Publishing.IN_TIME);
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
                commit(
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
    assertThatThrownBy(() -> commit(slow))
        .hasMessage("transaction is already ABORTED, reason: timeout by txn manager");
  }

  @Test
  void aTransactionThatWritesNeitherTimesOutNorIsCancelled() throws Exception {
    Transaction writing = begin("a");
    commit(
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
    transactions.commit(begin("a"), () -> {}, Publishing.LATE);
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
    assertThatThrownBy(() -> commit(cancelled)).isInstanceOf(TransactionException.class);
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
    commit(done);
    transactions.abort(done, "too late");
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
  }

  @Test
  void whatIsPreparedIsRunningAndCommittedLater() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    Transaction prepared = begin("a");
    transactions.prepare(prepared, TIMEOUT, writes::incrementAndGet);
    assertThat(state("a")).isEqualTo(LoadState.PREPARED);
    assertThat(existing("a")).isEqualTo("RUNNING");
    transactions.commitPrepared(prepared, Publishing.IN_TIME);
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
    assertThat(writes).hasValue(1);
    assertThatThrownBy(() -> transactions.commitPrepared(prepared, Publishing.IN_TIME))
        .hasMessageContaining("already VISIBLE");
    assertThat(writes).hasValue(1);
  }

  @Test
  void whatIsPreparedHasATimeOfItsOwn() throws Exception {
    transactions.prepare(begin("a"), Duration.ofHours(1), () -> {});
    clock.advance(TIMEOUT.plusSeconds(1));
    assertThat(state("a")).isEqualTo(LoadState.PREPARED);
    clock.advance(Duration.ofHours(1));
    assertThat(transactions.status("shop", "a").reason()).isEqualTo("timeout by txn manager");
  }

  @Test
  void workKeepsATransactionFromBeingIdle() throws Exception {
    Timeouts timeouts = new Timeouts(TIMEOUT, Optional.of(Duration.ofSeconds(5)));
    Transaction busy = transactions.begin("shop", "a", timeouts);
    transactions.beginWork(busy);
    clock.advance(Duration.ofSeconds(60));
    assertThat(state("a")).isEqualTo(LoadState.PREPARE);
    transactions.endWork(busy);
    clock.advance(Duration.ofSeconds(6));
    assertThat(transactions.status("shop", "a").reason())
        .isEqualTo("transaction is aborted by idle timeout 5 seconds.");
  }

  @Test
  void aLostBackEndAbortsWhatIsOpenAndNotPrepared() throws Exception {
    Transaction open = begin("a");
    transactions.prepare(begin("b"), TIMEOUT, () -> {});
    transactions.abortOpen("coordinate BE is down");
    assertThat(transactions.status("shop", "a"))
        .isEqualTo(new LabelStatus(LoadState.ABORTED, "coordinate BE is down"));
    assertThat(state("b")).isEqualTo(LoadState.PREPARED);
    assertThatThrownBy(() -> commit(open)).hasMessageContaining("coordinate BE is down");
  }

  @Test
  void aNewLeaderForgetsWhatIsOpenAndNotPrepared() throws Exception {
    load("c");
    Transaction open = begin("a");
    transactions.prepare(begin("b"), TIMEOUT, () -> {});
    transactions.forgetOpen();
    assertThat(state("a")).isEqualTo(LoadState.UNKNOWN);
    assertThat(state("b")).isEqualTo(LoadState.PREPARED);
    assertThat(state("c")).isEqualTo(LoadState.VISIBLE);
    assertThatThrownBy(() -> commit(open)).hasMessage("transaction not found");
    begin("a");
  }

  @Test
  void anUnlistedLabelIsUnknownAndUncountedUntilItIsCommitted() throws Exception {
    Transaction unlisted = transactions.beginUnlisted("shop", "a", TIMEOUT);
    begin("b");
    begin("c");
    assertThat(state("a")).isEqualTo(LoadState.UNKNOWN);
    commit(unlisted);
    assertThat(state("a")).isEqualTo(LoadState.VISIBLE);
    assertThatThrownBy(() -> transactions.beginUnlisted("shop", "a", TIMEOUT))
        .isInstanceOf(LabelInUseException.class);
  }

  @Test
  void anUnlistedTransactionTimesOut() throws Exception {
    Transaction unlisted = transactions.beginUnlisted("shop", "a", TIMEOUT);
    clock.advance(TIMEOUT.plusSeconds(1));
    assertThat(transactions.status(unlisted).state()).isEqualTo(LoadState.ABORTED);
    assertThatThrownBy(() -> commit(unlisted)).hasMessageContaining("timeout by txn manager");
  }

  @Test
  void heldCommitsArePublishedInTheirOrder() throws Exception {
    List<String> written = new ArrayList<>();
    transactions.holdPublishing();
    for (String label : List.of("a", "b")) {
      assertThat(transactions.commit(begin(label), () -> written.add(label), Publishing.IN_TIME))
          .isEqualTo(Publishing.LATE);
    }
    clock.advance(Duration.ofHours(1));
    assertThat(state("a")).isEqualTo(LoadState.COMMITTED);
    assertThat(written).isEmpty();
    transactions.releasePublishing();
    assertThat(written).containsExactly("a", "b");
    assertThat(state("b")).isEqualTo(LoadState.VISIBLE);
    assertThat(transactions.commit(begin("c"), () -> {}, Publishing.IN_TIME))
        .isEqualTo(Publishing.IN_TIME);
  }

  @Test
  void aForgottenLabelIsUnknown() throws Exception {
    load("a");
    transactions.forget("shop", "a");
    assertThat(state("a")).isEqualTo(LoadState.UNKNOWN);
  }

  @Test
  void runningTransactionsAreKnownByTheirTables() throws Exception {
    Transaction first = begin("a");
    transactions.loadInto(first, "orders");
    long mark = transactions.lastId();
    Transaction second = begin("b");
    transactions.loadInto(second, "orders");
    assertThat(transactions.hasRunning("shop", "orders", mark)).isTrue();
    assertThat(transactions.hasRunning("shop", "items", mark)).isFalse();
    commit(first);
    assertThat(transactions.hasRunning("shop", "orders", mark)).isFalse();
    assertThat(transactions.hasRunning("shop", "orders", second.id())).isTrue();
  }

  @Test
  void whatIsOpenIsToldWhetherListedOrNot() throws Exception {
    Transaction unlisted = transactions.beginUnlisted("shop", "u", TIMEOUT);
    begin("b");
    transactions.prepare(begin("a"), TIMEOUT, () -> {});
    transactions.beginUnlisted("other", "o", TIMEOUT);
    assertThat(transactions.open("shop")).containsExactly("a", "b", "u");
    commit(unlisted);
    transactions.cancel("shop", "a");
    assertThat(transactions.open("shop")).containsExactly("b");
    clock.advance(TIMEOUT.plusSeconds(1));
    assertThat(transactions.open("shop")).isEmpty();
    assertThat(transactions.open("other")).isEmpty();
  }
}
