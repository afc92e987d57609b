package io.dbmazz.postgres.emit;

import static io.dbmazz.postgres.emit.TestingChanges.change;
import static io.dbmazz.postgres.emit.TestingChanges.created;
import static io.dbmazz.postgres.emit.TestingChanges.deleted;
import static io.dbmazz.postgres.emit.TestingChanges.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.change.EmittedMessage;
import io.dbmazz.postgres.change.StreamEvent;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.change.TransactionEnd;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordEmitterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-01-02T03:04:05.678901Z"), ZoneOffset.UTC);
  private static final SourcePosition START = SourcePosition.startingAt(new Lsn(50));

  private final EmittedRecords ledger = new EmittedRecords();
  private final RecordEmitter emitter = emitter(Tombstones.AFTER_DELETE);

  private RecordEmitter emitter(Tombstones tombstones) {
    RecordEmitter made =
        new RecordEmitter(
            new EmitSettings("1.2", "shop", "db", tombstones, prefix -> !prefix.equals("other")),
            ledger,
            CLOCK);
    made.startAt(START);
    return made;
  }

  private static List<SourceRecord> accept(RecordEmitter emitter, StreamEvent... events) {
    List<SourceRecord> out = new ArrayList<>();
    for (StreamEvent event : events) {
      emitter.accept(event, out);
    }
    return out;
  }

  private static List<SourcePosition> positions(List<SourceRecord> records) {
    return records.stream().map(r -> SourcePosition.fromOffset(r.sourceOffset())).toList();
  }

  private static SourcePosition position(long commit, long ordinal, long end) {
    return new SourcePosition(new Lsn(commit), ordinal, new Lsn(end));
  }

  @Test
  void changeIsHeldBackUntilTheNextShowsThatItIsNotTheLast() {
    assertThat(accept(emitter, created(100, 0))).isEmpty();
    assertThat(positions(accept(emitter, created(100, 1)))).containsExactly(position(100, 0, 50));
    assertThat(positions(accept(emitter, end(100)))).containsExactly(position(100, 1, 108));
  }

  @Test
  void lastRecordOfATransactionEndsIt() {
    List<SourceRecord> records =
        accept(emitter, created(100, 0), deleted(100, 1), end(100), created(200, 0), end(200));

    assertThat(ends(records)).containsExactly(false, false, true, true);
  }

  @Test
  void heartbeatEndsNoTransactionThatIsUnderWay() {
    List<SourceRecord> records = accept(emitter, created(100, 0), created(100, 1));
    emitter.heartbeat(records);
    records.addAll(accept(emitter, end(100)));
    emitter.heartbeat(records);

    assertThat(ends(records)).containsExactly(false, false, true, true);
  }

  private static List<Boolean> ends(List<SourceRecord> records) {
    return records.stream().map(record -> ((EmittedRecord) record).endsTransaction()).toList();
  }

  @Test
  void recordsBeforeTheLastCarryTheEndOfTheTransactionBefore() {
    List<SourceRecord> records =
        accept(emitter, created(100, 0), end(100), created(200, 0), created(200, 1), end(200));

    assertThat(positions(records))
        .containsExactly(position(100, 0, 108), position(200, 0, 108), position(200, 1, 208));
  }

  @Test
  void deleteCarriesThePositionBeforeItAndItsTombstoneItsOwn() {
    List<SourceRecord> records = accept(emitter, created(100, 0), deleted(100, 1), end(100));

    assertThat(positions(records))
        .containsExactly(position(100, 0, 50), position(100, 0, 50), position(100, 1, 108));
    assertThat(records.get(2).value()).isNull();
    assertThat(records.get(2).valueSchema()).isNull();
    assertThat(records.get(2).key()).isEqualTo(records.get(1).key());
  }

  @Test
  void deleteStandsAloneWithoutTombstonesOrWithoutAKey() {
    assertThat(accept(emitter(Tombstones.NONE), deleted(100, 0), end(100))).hasSize(1);
    assertThat(
            accept(
                emitter(Tombstones.AFTER_DELETE),
                change(TestingChanges.KEYLESS, Operation.DELETE, 100, 0),
                end(100)))
        .hasSize(1);
  }

  @Test
  void whatThePositionCoversIsLeftOut() {
    RecordEmitter resumed = emitter(Tombstones.AFTER_DELETE);
    resumed.startAt(position(200, 1, 108));

    List<SourceRecord> records =
        accept(
            resumed,
            created(100, 0),
            end(100),
            created(200, 0),
            created(200, 1),
            created(200, 2),
            end(200));

    assertThat(positions(records)).containsExactly(position(200, 2, 208));
  }

  @Test
  void whatWasHeldBackComesAgainAfterAReconnectAndWhatWasEmittedDoesNot() {
    List<SourceRecord> before = accept(emitter, created(100, 0), created(100, 1));
    emitter.restartStream();
    List<SourceRecord> after = accept(emitter, created(100, 0), created(100, 1), end(100));

    assertThat(positions(before)).containsExactly(position(100, 0, 50));
    assertThat(positions(after)).containsExactly(position(100, 1, 108));
  }

  @Test
  void transactionWithoutRecordsAdvancesThePositionOfTheNextRecord() {
    List<SourceRecord> records = accept(emitter, end(100), created(200, 0), created(200, 1));

    assertThat(positions(records)).containsExactly(position(200, 0, 108));
  }

  @Test
  void heartbeatCarriesHowFarTheIdleWalWasRead() {
    accept(emitter, created(100, 0), end(100));
    emitter.idleAt(new Lsn(500));
    List<SourceRecord> out = new ArrayList<>();
    emitter.heartbeat(out);

    SourceRecord heartbeat = out.get(0);
    assertThat(positions(out)).containsExactly(position(100, 0, 500));
    assertThat(heartbeat.topic()).isEqualTo(Heartbeat.topic("shop"));
    assertThat(heartbeat.key()).isEqualTo(Heartbeat.key("shop"));
    assertThat(heartbeat.value()).isEqualTo(Heartbeat.value(CLOCK.millis()));
  }

  @Test
  void keepaliveNeverMovesThePositionBack() {
    accept(emitter, created(100, 0), end(100));
    emitter.idleAt(new Lsn(60));

    assertThat(emitter.position()).isEqualTo(position(100, 0, 108));
  }

  @Test
  void envelopeSaysWhatWhereAndWhen() {
    SourceRecord record = accept(emitter, created(100, 3), end(100)).get(0);

    Struct envelope = (Struct) record.value();
    Struct source = envelope.getStruct("source");
    assertThat(record.topic()).isEqualTo("shop.public.orders");
    assertThat(record.sourcePartition()).isEqualTo(SourcePosition.partition("shop"));
    assertThat(envelope.getString("op")).isEqualTo("c");
    assertThat(envelope.getInt64("ts_us")).isEqualTo(1_704_164_645_678_901L);
    assertThat(envelope.getInt64("ts_ms")).isEqualTo(1_704_164_645_678L);
    assertThat(source.getString("version")).isEqualTo("1.2");
    assertThat(source.getString("snapshot")).isEqualTo("false");
    assertThat(source.getInt64("ts_ms")).isEqualTo(1_700_000_000_123L);
    assertThat(source.getInt64("ts_us")).isEqualTo(1_700_000_000_123_456L);
    assertThat(source.getInt64("txId")).isEqualTo(77);
    assertThat(source.getInt64("lsn")).isEqualTo(96);
    assertThat(source.getInt64("commit_lsn")).isEqualTo(100);
    assertThat(source.getInt64("ordinal")).isEqualTo(3);
    assertThat(source.getArray("unchanged")).isNull();
    envelope.validate();
  }

  @Test
  void ledgerKnowsEveryRecord() {
    List<SourceRecord> records = accept(emitter, deleted(100, 0), end(100));

    ledger.acknowledge((EmittedRecord) records.get(1));
    assertThat(ledger.acknowledgedEnd()).contains(new Lsn(50));
    ledger.acknowledge((EmittedRecord) records.get(0));
    assertThat(ledger.acknowledgedEnd()).contains(new Lsn(108));
  }

  @Test
  void endStaysAtAPreparedTransactionThatHasNoOutcome() {
    accept(emitter, created(100, 0), end(100));
    emitter.holdAt(Optional.of(new Lsn(150)));

    List<SourceRecord> records = accept(emitter, created(200, 0), end(200));
    emitter.idleAt(new Lsn(300));

    assertThat(positions(records)).containsExactly(position(200, 0, 150));
    assertThat(emitter.position()).isEqualTo(position(200, 0, 150));
  }

  @Test
  void endGoesOnWithTheOutcome() {
    emitter.holdAt(Optional.of(new Lsn(150)));
    accept(emitter, created(200, 0), end(200));
    emitter.holdAt(Optional.empty());

    List<SourceRecord> records = accept(emitter, created(300, 0), created(300, 1), end(300));

    assertThat(positions(records)).containsExactly(position(300, 0, 150), position(300, 1, 308));
  }

  @Test
  void emptyTransactionHasPassedThoughTheEndStays() {
    emitter.holdAt(Optional.of(new Lsn(150)));
    assertThat(emitter.hasPassed(new Lsn(200))).isFalse();

    accept(emitter, end(200));

    assertThat(emitter.position().endLsn()).isEqualTo(new Lsn(150));
    assertThat(emitter.hasPassed(new Lsn(200))).isTrue();
    assertThat(emitter.hasPassed(new Lsn(201))).isFalse();
  }

  private static EmittedMessage message(long commit, long ordinal, long index, String prefix) {
    return new EmittedMessage(
        prefix,
        new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, new byte[] {1}),
        Optional.of(new Transaction(new Lsn(commit), 5_000_000, 77)),
        new Lsn(commit - 2),
        ordinal,
        index);
  }

  private static EmittedMessage outside(long lsn) {
    return new EmittedMessage(
        "p",
        new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, new byte[] {1}),
        Optional.empty(),
        new Lsn(lsn),
        -1,
        0);
  }

  @Test
  void messageStandsBehindTheChangeBeforeIt() {
    List<SourceRecord> records =
        accept(
            emitter,
            message(100, -1, 0, "p"),
            created(100, 0),
            message(100, 0, 0, "p"),
            message(100, 0, 1, "other"),
            message(100, 0, 2, "p"),
            end(100));

    assertThat(positions(records))
        .containsExactly(
            new SourcePosition(new Lsn(100), -1, new Lsn(50), 1),
            position(100, 0, 50),
            new SourcePosition(new Lsn(100), 0, new Lsn(50), 1),
            new SourcePosition(new Lsn(100), 0, new Lsn(108), 3));
  }

  @Test
  void messageIsEmittedOnceAndTheNextOneToo() {
    for (SourcePosition stored :
        positions(
            accept(
                emitter,
                message(100, -1, 0, "p"),
                message(100, -1, 1, "p"),
                created(100, 0),
                message(100, 0, 0, "p"),
                end(100)))) {
      RecordEmitter resumed = emitter(Tombstones.AFTER_DELETE);
      resumed.startAt(stored);
      List<SourceRecord> again =
          accept(
              resumed,
              message(100, -1, 0, "p"),
              message(100, -1, 1, "p"),
              created(100, 0),
              message(100, 0, 0, "p"),
              end(100));
      long before = stored.ordinal() < 0 ? stored.messages() : 3 + stored.messages();
      assertThat(again).hasSize((int) (4 - before));
    }
  }

  @Test
  void messageOutsideOfTransactionsCoversItselfAndNothingMore() {
    List<SourceRecord> records =
        accept(emitter, outside(100), new TransactionEnd(new Lsn(99), new Lsn(100)));

    SourcePosition position = positions(records).get(0);
    assertThat(position).isEqualTo(new SourcePosition(new Lsn(99), -1, new Lsn(100), 1));
    assertThat(position.coversMessage(new Lsn(99), -1, 0)).isTrue();
    assertThat(position.coversMessage(new Lsn(100), -1, 0)).isFalse();
    assertThat(position.covers(new Lsn(100), 0)).isFalse();
  }
}
