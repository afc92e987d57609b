package io.dbmazz.postgres.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.emit.EmittedRecord.Content;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmittedRecordsTest {

  private static final Content CONTENT = new Content("topic", null, null, null, null);

  private final EmittedRecords ledger = new EmittedRecords();

  EmittedRecordsTest() {
    ledger.startAt(new Lsn(50));
  }

  private EmittedRecord emit(long end) {
    SourcePosition position = SourcePosition.startingAt(new Lsn(end));
    return new EmittedRecord(Map.of(), position.toOffset(), CONTENT, ledger.add(position));
  }

  private Lsn acknowledged() {
    return ledger.acknowledgedEnd().orElseThrow();
  }

  @Test
  void nothingIsKnownBeforeTheStart() {
    assertThat(new EmittedRecords().acknowledgedEnd()).isEmpty();
  }

  @Test
  void transactionCountsWhenItsLastRecordAndAllBeforeAreAcknowledged() {
    EmittedRecord first = emit(50);
    EmittedRecord last = emit(108);

    ledger.acknowledge(last);
    assertThat(acknowledged()).isEqualTo(new Lsn(50));
    ledger.acknowledge(first);
    assertThat(acknowledged()).isEqualTo(new Lsn(108));
  }

  @Test
  void laterTransactionWaitsForTheEarlierOne() {
    EmittedRecord earlier = emit(108);
    EmittedRecord later = emit(208);

    ledger.acknowledge(later);
    assertThat(acknowledged()).isEqualTo(new Lsn(50));
    ledger.acknowledge(earlier);
    assertThat(acknowledged()).isEqualTo(new Lsn(208));
  }

  @Test
  void openTransactionDoesNotHoldBackTheOneBefore() {
    EmittedRecord closed = emit(108);
    emit(108);

    ledger.acknowledge(closed);

    assertThat(acknowledged()).isEqualTo(new Lsn(108));
  }

  @Test
  void openTransactionThatIsAcknowledgedSoFarConfirmsNothing() {
    ledger.acknowledge(emit(50));
    assertThat(acknowledged()).isEqualTo(new Lsn(50));

    EmittedRecord last = emit(108);
    assertThat(acknowledged()).isEqualTo(new Lsn(50));
    ledger.acknowledge(last);
    assertThat(acknowledged()).isEqualTo(new Lsn(108));
  }

  @Test
  void secondAcknowledgementOfARecordDoesNotStandForAnother() {
    EmittedRecord first = emit(50);
    emit(108);

    ledger.acknowledge(first);
    ledger.acknowledge(first);

    assertThat(acknowledged()).isEqualTo(new Lsn(50));
  }

  @Test
  void inAnyOrderTheEndIsThatOfTheAcknowledgedPrefix() {
    List<EmittedRecord> emitted = new ArrayList<>();
    for (long end = 100; end < 300; end++) {
      emitted.add(emit(end - 1));
      emitted.add(emit(end));
    }
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < emitted.size(); i++) {
      shuffled.add(i);
    }
    Collections.shuffle(shuffled, new Random(42));
    BitSet done = new BitSet();

    for (int i : shuffled) {
      ledger.acknowledge(emitted.get(i));
      done.set(i);
      int prefix = done.nextClearBit(0);
      Lsn expected =
          prefix == 0
              ? new Lsn(50)
              : SourcePosition.fromOffset(emitted.get(prefix - 1).sourceOffset()).endLsn();
      assertThat(acknowledged()).isEqualTo(expected);
    }
  }
}
