package io.dbmazz.postgres;

import io.dbmazz.postgres.change.ChangeDecoder;
import io.dbmazz.postgres.change.StreamEvent;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.replication.WalChunk;
import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.postgres.spool.Fate;
import io.dbmazz.postgres.spool.PendingTransactions;
import io.dbmazz.postgres.spool.Replay;
import io.dbmazz.postgres.spool.SpoolSettings;
import io.dbmazz.record.Lsn;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes chunks apart: message by message into the emitter. For the polling thread alone. */
final class ChunkDecoder implements AutoCloseable {

  /** A record with its offset, its key, its source block and their boxed numbers. */
  private static final long RECORD_OVERHEAD = 1024;

  private static final WalChunk NOTHING = new WalChunk(0, List.of(), 0, Lsn.ZERO);

  private final PgOutputDecoder messages = new PgOutputDecoder();
  private final Supplier<ChangeDecoder> decoders;
  private final RecordEmitter emitter;
  private final ChangeSizeLimit limit;
  private final PendingTransactions pending;
  private ChangeDecoder changes;
  private WalChunk chunk = NOTHING;
  private int next;
  private Optional<Replay> replay = Optional.empty();
  private boolean inTransaction;

  /**
   * @param decoders gives a new one for each session
   */
  ChunkDecoder(
      Supplier<ChangeDecoder> decoders,
      RecordEmitter emitter,
      ChangeSizeLimit limit,
      SpoolSettings spool) {
    this.decoders = decoders;
    this.emitter = emitter;
    this.limit = limit;
    this.pending = new PendingTransactions(spool, emitter::hasPassed);
  }

  /** Begins with a chunk, once the one before is finished. */
  void begin(WalChunk following) {
    if (following.session() != chunk.session()) {
      changes = decoders.get();
      emitter.restartStream();
      pending.restart();
      inTransaction = false;
    }
    chunk = following;
    next = 0;
    finishIfDone();
  }

  boolean isDone() {
    return next == chunk.messages().size() && replay.isEmpty();
  }

  /**
   * Decodes one message. When that fails for a reason that may pass, the next call is for the same
   * message.
   *
   * @param out receives the records that it releases
   * @return bytes of heap that the message and what came of it hold, by estimate
   */
  long decodeNext(List<SourceRecord> out) {
    if (replay.isPresent()) {
      return replayNext(replay.get(), out);
    }
    WalData data = chunk.messages().get(next);
    if (pending.accept(data) == Fate.KEPT) {
      next++;
      emitter.holdAt(pending.oldestPrepared());
      replay = pending.takeReleased();
      finishIfDone();
      return 0;
    }
    PgOutputMessage message = messages.decode(data.payload());
    limit.check(message, data.payload().remaining());
    int events = deliver(message, data.start(), out);
    next++;
    finishIfDone();
    return data.heapBytes() + RECORD_OVERHEAD * events;
  }

  private long replayNext(Replay transaction, List<SourceRecord> out) {
    Replay.Step step = transaction.current().orElseThrow();
    limit.check(step.message(), step.heapBytes());
    int events = deliver(step.message(), step.start(), out);
    transaction.advance();
    replay = replay.filter(going -> going.current().isPresent());
    finishIfDone();
    return step.heapBytes() + RECORD_OVERHEAD * events;
  }

  /** Returns how many events came of the message. */
  private int deliver(PgOutputMessage message, Lsn start, List<SourceRecord> out) {
    List<StreamEvent> events = changes.decode(message, start);
    for (StreamEvent event : events) {
      emitter.accept(event, out);
    }
    if (message instanceof PgOutputMessage.Begin) {
      inTransaction = true;
    } else if (message instanceof PgOutputMessage.Commit) {
      inTransaction = false;
    }
    return events.size();
  }

  /** In the middle of a transaction a keepalive speaks of earlier ones only. */
  private void finishIfDone() {
    if (isDone() && !inTransaction && !pending.isInBlock() && !chunk.idleEnd().isZero()) {
      emitter.idleAt(chunk.idleEnd());
    }
  }

  /** Frees memory and files of transactions without an outcome. */
  @Override
  public void close() {
    replay.ifPresent(Replay::cancel);
    pending.close();
  }
}
