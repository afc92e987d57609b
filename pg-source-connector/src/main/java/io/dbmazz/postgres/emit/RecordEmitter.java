package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.EmittedMessage;
import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.StreamEvent;
import io.dbmazz.postgres.change.TransactionEnd;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.postgres.emit.EmittedRecord.Content;
import io.dbmazz.postgres.emit.EmittedRecord.Place;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
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
  private final ChangeGate gate;
  private final MessageRecords messages;
  private final Map<String, String> partition;
  private Map<String, String> notes = Map.of();
  private Map<String, String> signals = Map.of();
  private KeylessCuts cuts = new KeylessCuts(Map.of());
  private SourcePosition position;
  private RowChange held;
  private long streamed;
  private EmittedMessage heldMessage;
  private Optional<Lsn> limit = Optional.empty();

  /**
   * @param ledger into which every record is entered
   * @param clock of the records' {@code ts_ms}
   */
  public RecordEmitter(EmitSettings settings, EmittedRecords ledger, Clock clock) {
    this(settings, ledger, ChangeGate.OPEN, clock);
  }

  /**
   * @param ledger into which every record is entered
   * @param gate that every change has to pass
   * @param clock of the records' {@code ts_ms}
   */
  public RecordEmitter(EmitSettings settings, EmittedRecords ledger, ChangeGate gate, Clock clock) {
    this.gate = gate;
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
    this.envelopes = new Envelopes(settings, clock);
    this.messages = new MessageRecords(settings, clock);
    this.partition = SourcePosition.partition(settings.topicPrefix());
  }

  /** Sets where to go on from; once, before anything is accepted. */
  public void startAt(SourcePosition start) {
    position = start;
    ledger.startAt(start.endLsn());
  }

  /**
   * Sets what the offsets of the stream carry from now on besides the position and what was noted
   * before under other names.
   *
   * @param entries by names that the position does not use
   */
  public void note(Map<String, String> entries) {
    Map<String, String> noted = new HashMap<>(notes);
    noted.putAll(entries);
    notes = Map.copyOf(noted);
  }

  /**
   * Leaves out changes of tables without a key that are in the rows read already.
   *
   * @param points by {@code schema.table}: what commits before is left out
   */
  public void cutKeyless(Map<String, Lsn> points) {
    cuts = new KeylessCuts(points);
  }

  /** Likewise, of signals that are not obeyed yet. */
  public void noteSignals(Map<String, String> entries) {
    signals = Map.copyOf(entries);
  }

  /** The position of the newest record emitted, or later when the WAL after it had none for us. */
  public SourcePosition position() {
    return position;
  }

  /** How many records have carried a position of the stream, rows of snapshots not counted. */
  public long streamed() {
    return streamed;
  }

  /** The change that is emitted with the next event, if there is one. */
  public Optional<RowChange> next() {
    return Optional.ofNullable(held);
  }

  /** The server begins anew at the slot's position: what is held back will come again. */
  public void restartStream() {
    held = null;
    heldMessage = null;
    limit = Optional.empty();
  }

  /**
   * Takes the next event of the stream.
   *
   * @param out receives the records that it releases: a delete and its tombstone together
   */
  public void accept(StreamEvent event, List<SourceRecord> out) {
    if (event instanceof RowChange change) {
      if (!position.covers(change.transaction().commitLsn(), change.ordinal())
          && !cuts.cover(change)) {
        release(position.endLsn(), Place.INSIDE, out);
        held = change;
      }
      return;
    }
    if (event instanceof EmittedMessage message) {
      accept(message, out);
      return;
    }
    TransactionEnd end = (TransactionEnd) event;
    release(end.endLsn(), Place.END, out);
    if (limit.isPresent() && end.commitLsn().isAfter(position.commitLsn())) {
      position = position.at(end.commitLsn(), -1);
    }
    position = endingAt(end.endLsn());
  }

  private void accept(EmittedMessage message, List<SourceRecord> out) {
    boolean emitted =
        position.coversMessage(message.commitLsn(), message.ordinal(), message.index());
    if (!emitted && settings.messages().test(message.prefix())) {
      release(position.endLsn(), Place.INSIDE, out);
      heldMessage = message;
    }
  }

  /**
   * Keeps the end of positions at this LSN from now on: the server would not send again what it
   * sent there. Without one, the end goes on with the transactions.
   *
   * @param prepared start of the oldest PREPARE record whose transaction has no outcome yet
   */
  public void holdAt(Optional<Lsn> prepared) {
    limit = prepared;
  }

  private SourcePosition endingAt(Lsn end) {
    return position.endingAt(limit.map(least -> Lsn.min(least, end)).orElse(end));
  }

  /** Whether all of a transaction that commits at this LSN has been emitted before. */
  public boolean hasPassed(Lsn commit) {
    return position.endLsn().isAfter(commit) || !commit.isAfter(position.commitLsn());
  }

  /**
   * The server has nothing more for us below this LSN.
   *
   * @param walEnd of a keepalive that came between transactions, after all that was accepted
   */
  public void idleAt(Lsn walEnd) {
    position = endingAt(walEnd);
  }

  /** Emits a record that carries nothing but the position. */
  public void heartbeat(List<SourceRecord> out) {
    emit(heartbeat(), position, held == null ? Place.END : Place.INSIDE, out);
  }

  /**
   * Emits a row that a snapshot read. The stream's position stays as it is, and is not confirmed
   * before the record is acknowledged.
   *
   * @param at what is true of its table once the record is stored
   */
  public void read(RowChange row, SnapshotMark mark, TableOffset at, List<SourceRecord> out) {
    emit(content(row, envelopes.envelope(row, mark)), at, out);
  }

  /** Emits a record that carries nothing but where a table's snapshot stands. */
  public void heartbeat(TableOffset at, List<SourceRecord> out) {
    emit(heartbeat(), at, out);
  }

  private Content heartbeat() {
    return new Content(
        Heartbeat.topic(settings.topicPrefix()),
        Heartbeat.KEY,
        Heartbeat.key(settings.topicPrefix()),
        Heartbeat.VALUE,
        Heartbeat.value(clock.millis()));
  }

  private void release(Lsn end, Place place, List<SourceRecord> out) {
    if (heldMessage != null) {
      EmittedMessage message = heldMessage;
      heldMessage = null;
      position = position.atMessage(message.commitLsn(), message.ordinal(), message.index());
      position = endingAt(end);
      emit(messages.of(message), position, place, out);
    }
    if (held == null) {
      return;
    }
    RowChange released = held;
    SourcePosition before = position;
    held = null;
    position = position.at(released.transaction().commitLsn(), released.ordinal());
    position = endingAt(end);
    Optional<RowChange> passed = gate.pass(released);
    if (passed.isPresent()) {
      emit(passed.get(), before, place, out);
    }
  }

  private void emit(RowChange change, SourcePosition before, Place place, List<SourceRecord> out) {
    boolean tombstone =
        change.operation() == Operation.DELETE
            && change.key() != null
            && settings.tombstones() == Tombstones.AFTER_DELETE;
    Content content = content(change, envelopes.envelope(change));
    if (tombstone) {
      emit(content, before, Place.INSIDE, out);
      emit(tombstoneOf(change), position, place, out);
    } else {
      emit(content, position, place, out);
    }
  }

  private static Content content(RowChange change, Struct envelope) {
    return new Content(
        change.table().schemas().topic(),
        change.key() == null ? null : change.key().schema(),
        change.key(),
        change.table().schemas().envelope(),
        envelope);
  }

  private static Content tombstoneOf(RowChange delete) {
    return new Content(
        delete.table().schemas().topic(), delete.key().schema(), delete.key(), null, null);
  }

  private void emit(Content content, SourcePosition at, Place place, List<SourceRecord> out) {
    out.add(new EmittedRecord(partition, offset(at), content, place, ledger.add(at)));
    streamed++;
  }

  private void emit(Content content, TableOffset at, List<SourceRecord> out) {
    out.add(
        new EmittedRecord(
            at.partition(), at.offset(), content, Place.INSIDE, ledger.add(position)));
  }

  private Map<String, Object> offset(SourcePosition at) {
    if (notes.isEmpty() && signals.isEmpty()) {
      return at.toOffset();
    }
    Map<String, Object> offset = new HashMap<>(at.toOffset());
    offset.putAll(notes);
    offset.putAll(signals);
    return offset;
  }
}
