package io.dbmazz.postgres;

import io.dbmazz.postgres.change.ChangeDecoder;
import io.dbmazz.postgres.change.StreamEvent;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.replication.WalChunk;
import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes chunks apart: message by message into the emitter. For the polling thread alone. */
final class ChunkDecoder {

  private static final WalChunk NOTHING = new WalChunk(0, List.of(), 0, Lsn.ZERO);

  private final PgOutputDecoder messages = new PgOutputDecoder();
  private final Supplier<ChangeDecoder> decoders;
  private final RecordEmitter emitter;
  private ChangeDecoder changes;
  private WalChunk chunk = NOTHING;
  private int next;
  private boolean inTransaction;

  /**
   * @param decoders gives a new one for each session
   */
  ChunkDecoder(Supplier<ChangeDecoder> decoders, RecordEmitter emitter) {
    this.decoders = decoders;
    this.emitter = emitter;
  }

  /** Begins with a chunk, once the one before is finished. */
  void begin(WalChunk following) {
    if (following.session() != chunk.session()) {
      changes = decoders.get();
      emitter.restartStream();
      inTransaction = false;
    }
    chunk = following;
    next = 0;
    finishIfDone();
  }

  boolean isDone() {
    return next == chunk.messages().size();
  }

  /**
   * Decodes one message. When that fails for a reason that may pass, the next call is for the same
   * message.
   *
   * @param out receives the records that it releases
   * @return bytes of the message
   */
  int decodeNext(List<SourceRecord> out) {
    WalData data = chunk.messages().get(next);
    PgOutputMessage message = messages.decode(data.payload());
    List<StreamEvent> events = changes.decode(message, data.start());
    next++;
    for (StreamEvent event : events) {
      emitter.accept(event, out);
    }
    if (message instanceof PgOutputMessage.Begin) {
      inTransaction = true;
    } else if (message instanceof PgOutputMessage.Commit) {
      inTransaction = false;
    }
    finishIfDone();
    return data.payload().remaining();
  }

  /** In the middle of a transaction a keepalive speaks of earlier ones only. */
  private void finishIfDone() {
    if (isDone() && !inTransaction && !chunk.idleEnd().isZero()) {
      emitter.idleAt(chunk.idleEnd());
    }
  }
}
