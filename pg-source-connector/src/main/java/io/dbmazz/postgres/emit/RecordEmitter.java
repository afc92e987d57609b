package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.StreamEvent;
import io.dbmazz.postgres.change.TransactionEnd;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.postgres.emit.EmittedRecord.Content;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes source records of changes, with the offset that each of them makes true. Leaves out what
 * the position covers already, so it may be fed the same transactions again. For the polling thread
 * alone.
 *
 * <p>The last record of a transaction carries its end LSN; whether a change is the last shows only
 * in what follows, so one change is always held back.
 */
public final class RecordEmitter {

  private final EmitSettings settings;
  private final EmittedRecords ledger;
  private final Clock clock;
  private final Envelopes envelopes;
  private final Map<String, String> partition;
  private SourcePosition position;
  private RowChange held;

  /**
   * @param ledger into which every record is entered
   * @param clock of the records' {@code ts_ms}
   */
  public RecordEmitter(EmitSettings settings, EmittedRecords ledger, Clock clock) {
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
    this.envelopes = new Envelopes(settings, clock);
    this.partition = SourcePosition.partition(settings.topicPrefix());
  }

  /** Sets where to go on from; once, before anything is accepted. */
  public void startAt(SourcePosition start) {
    position = start;
    ledger.startAt(start.endLsn());
  }

  /** The position of the newest record emitted, or later when the WAL after it had none for us. */
  public SourcePosition position() {
    return position;
  }

  /** The server begins anew at the slot's position: what is held back will come again. */
  public void restartStream() {
    held = null;
  }

  /**
   * Takes the next event of the stream.
   *
   * @param out receives the records that it releases: a delete and its tombstone together
   */
  public void accept(StreamEvent event, List<SourceRecord> out) {
    if (event instanceof RowChange change) {
      if (!position.covers(change.transaction().commitLsn(), change.ordinal())) {
        release(position.endLsn(), out);
        held = change;
      }
      return;
    }
    TransactionEnd end = (TransactionEnd) event;
    release(end.endLsn(), out);
    position = position.endingAt(end.endLsn());
  }

  /**
   * The server has nothing more for us below this LSN.
   *
   * @param walEnd of a keepalive that came between transactions, after all that was accepted
   */
  public void idleAt(Lsn walEnd) {
    position = position.endingAt(walEnd);
  }

  /** Emits a record that carries nothing but the position. */
  public void heartbeat(List<SourceRecord> out) {
    Content content =
        new Content(
            Heartbeat.topic(settings.topicPrefix()),
            Heartbeat.KEY,
            Heartbeat.key(settings.topicPrefix()),
            Heartbeat.VALUE,
            Heartbeat.value(clock.millis()));
    emit(content, position, out);
  }

  private void release(Lsn end, List<SourceRecord> out) {
    if (held == null) {
      return;
    }
    RowChange change = held;
    Content content = content(change);
    SourcePosition before = position;
    held = null;
    position = position.at(change.transaction().commitLsn(), change.ordinal()).endingAt(end);
    boolean tombstone =
        change.operation() == Operation.DELETE
            && change.key() != null
            && settings.tombstones() == Tombstones.AFTER_DELETE;
    emit(content, tombstone ? before : position, out);
    if (tombstone) {
      emit(tombstoneOf(change), position, out);
    }
  }

  private Content content(RowChange change) {
    return new Content(
        change.table().schemas().topic(),
        change.key() == null ? null : change.key().schema(),
        change.key(),
        change.table().schemas().envelope(),
        envelopes.envelope(change));
  }

  private static Content tombstoneOf(RowChange delete) {
    return new Content(
        delete.table().schemas().topic(), delete.key().schema(), delete.key(), null, null);
  }

  private void emit(Content content, SourcePosition at, List<SourceRecord> out) {
    out.add(new EmittedRecord(partition, at.toOffset(), content, ledger.add(at)));
  }
}
