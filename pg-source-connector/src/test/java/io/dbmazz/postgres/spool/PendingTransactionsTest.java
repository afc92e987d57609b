package io.dbmazz.postgres.spool;

import static io.dbmazz.postgres.spool.TestingMessages.beginPrepare;
import static io.dbmazz.postgres.spool.TestingMessages.commitPrepared;
import static io.dbmazz.postgres.spool.TestingMessages.insert;
import static io.dbmazz.postgres.spool.TestingMessages.prepare;
import static io.dbmazz.postgres.spool.TestingMessages.relation;
import static io.dbmazz.postgres.spool.TestingMessages.rollbackPrepared;
import static io.dbmazz.postgres.spool.TestingMessages.streamAbort;
import static io.dbmazz.postgres.spool.TestingMessages.streamCommit;
import static io.dbmazz.postgres.spool.TestingMessages.streamPrepare;
import static io.dbmazz.postgres.spool.TestingMessages.streamStart;
import static io.dbmazz.postgres.spool.TestingMessages.streamStop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.Lsn;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class PendingTransactionsTest {

  private final TestingReader reader = new TestingReader(commit -> false);

  @Test
  void streamedTransactionComesWholeWhenItCommits() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop());
    reader.read(streamStart(9), insert(9, 2), streamStop());
    assertThat(reader.taken()).isEmpty();

    reader.read(streamCommit(9, 0x100));

    assertThat(reader.taken()).containsExactly("begin 9 0/100", "a", "1", "2", "commit 0/108");
  }

  @Test
  void transactionsComeInTheOrderOfTheirCommits() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop());
    reader.read(streamStart(8), relation(8, "a"), insert(8, 2), streamStop());
    reader.read(streamStart(9), insert(9, 3), streamStop());

    reader.read(streamCommit(8, 0x100), streamCommit(9, 0x200));

    assertThat(reader.rows()).containsExactly("2", "1", "3");
  }

  @Test
  void abortedTransactionLeavesNothing() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop(), streamAbort(9, 9));

    assertThat(reader.taken()).isEmpty();
    assertThatThrownBy(() -> reader.read(streamCommit(9, 0x100)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("transaction 9 came without its changes");
  }

  @Test
  void abortedSubtransactionsAreCutOut() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), insert(10, 2));
    reader.read(insert(11, 3), insert(10, 4), streamStop());
    reader.read(streamAbort(9, 11), streamAbort(9, 10));
    reader.read(streamStart(9), insert(12, 5), insert(9, 6), insert(13, 7), streamStop());
    reader.read(streamAbort(9, 13), streamCommit(9, 0x100));

    assertThat(reader.rows()).containsExactly("1", "5", "6");
  }

  @Test
  void descriptionOfAnAbortedSubtransactionGoesWithIt() {
    reader.read(relation("a"));
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1));
    reader.read(relation(10, "b"), insert(10, 2), streamStop(), streamAbort(9, 10));
    reader.read(streamStart(9), relation(9, "a"), insert(9, 3), streamStop());
    reader.read(streamCommit(9, 0x100));

    assertThat(reader.taken())
        .containsExactly("a", "begin 9 0/100", "a", "1", "a", "3", "commit 0/108");
  }

  @Test
  void descriptionThatArrivedAfterTheTransactionsOwnCountsAfterIt() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop());
    reader.read(relation("b"), streamCommit(9, 0x100));

    assertThat(reader.taken())
        .as("rows as they were described, then the table as it is described by now")
        .containsExactly("b", "begin 9 0/100", "a", "1", "commit 0/108", "b");
  }

  @Test
  void descriptionOfACommittedTransactionCountsOn() {
    reader.read(relation("a"), streamStart(9), relation(9, "b"), insert(9, 1), streamStop());
    reader.read(streamCommit(9, 0x100));
    reader.read(streamStart(8), relation(8, "a"), streamStop());
    reader.read(streamCommit(8, 0x200));

    assertThat(reader.taken()).endsWith("begin 8 0/200", "a", "commit 0/208");
  }

  @Test
  void preparedTransactionComesWhenItIsCommitted() {
    reader.read(relation("a"), beginPrepare(9, 0x100), insert(1), insert(2), prepare(9, 0x100));
    assertThat(reader.rows()).isEmpty();
    assertThat(reader.pending().oldestPrepared()).contains(new Lsn(0x100));

    reader.read(commitPrepared(9, 0x200));

    assertThat(reader.taken()).containsExactly("a", "begin 9 0/200", "1", "2", "commit 0/208");
    assertThat(reader.pending().oldestPrepared()).isEmpty();
  }

  @Test
  void tableDescribedInAPreparedTransactionIsKnownAtOnce() {
    reader.read(beginPrepare(9, 0x100), relation("a"), insert(1), prepare(9, 0x100));

    assertThat(reader.taken()).containsExactly("a");
  }

  @Test
  void rowsOfAPreparedTransactionAreDescribedAsTheyWere() {
    reader.read(relation("a"), beginPrepare(9, 0x100), insert(1), prepare(9, 0x100));
    reader.read(relation("b"), commitPrepared(9, 0x200));

    assertThat(reader.taken())
        .containsExactly("a", "b", "begin 9 0/200", "a", "1", "commit 0/208", "b");
  }

  @Test
  void streamedTransactionMayBePreparedAndRolledBack() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop());
    reader.read(streamPrepare(9, 0x100));
    assertThat(reader.pending().oldestPrepared()).contains(new Lsn(0x100));

    reader.read(rollbackPrepared(9, 0x200));

    assertThat(reader.taken()).isEmpty();
    assertThat(reader.pending().oldestPrepared()).isEmpty();
  }

  @Test
  void oldestOfSeveralPreparedTransactionsCounts() {
    reader.read(beginPrepare(9, 0x100), prepare(9, 0x100));
    reader.read(beginPrepare(8, 0x180), prepare(8, 0x180));

    reader.read(commitPrepared(9, 0x200));

    assertThat(reader.pending().oldestPrepared()).contains(new Lsn(0x180));
  }

  @Test
  void outcomeWithoutChangesIsAnErrorUnlessTheyWereDelivered() {
    assertThatThrownBy(() -> reader.read(commitPrepared(9, 0x200)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'gid9'")
        .hasMessageContaining("load the tables anew");

    TestingReader restarted = new TestingReader(commit -> commit.equals(new Lsn(0x200)));
    restarted.read(commitPrepared(9, 0x200));
    assertThat(restarted.taken()).isEmpty();
  }

  @Test
  void restartForgetsEverything() {
    reader.read(streamStart(9), relation(9, "a"), insert(9, 1));
    reader.pending().restart();

    reader.read(streamStart(9), relation(9, "a"), insert(9, 1), streamStop());
    reader.read(streamCommit(9, 0x100));

    assertThat(reader.rows()).containsExactly("1");
  }
}
