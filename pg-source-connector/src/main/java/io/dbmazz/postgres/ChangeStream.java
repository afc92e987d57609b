package io.dbmazz.postgres;

import io.dbmazz.postgres.emit.HeartbeatSchedule;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.replication.WalChunk;
import io.dbmazz.postgres.replication.WalReader;
import io.dbmazz.postgres.snapshot.SnapshotEmission;
import io.dbmazz.postgres.snapshot.incremental.IncrementalSnapshots;
import io.dbmazz.postgres.snapshot.incremental.SnapshotContext;
import io.dbmazz.record.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * From the snapshot's rows and the reader's chunks to batches of records. For the polling thread;
 * another may close it when the poll has returned.
 */
final class ChangeStream implements AutoCloseable {

  private static final long CHUNK_WAIT_NANOS = 10_000_000;

  private final WalReader reader;
  private final ChunkDecoder decoder;
  private final RecordEmitter emitter;
  private final HeartbeatSchedule heartbeats;
  private final SnapshotEmission snapshot;
  private final IncrementalSnapshots beside;
  private final Supplier<SnapshotContext> left;
  private final BatchLimits limits;
  private final Supplier<Optional<SourcePosition>> start;
  private final LongSupplier nanoTime;
  private boolean started;
  private boolean besideBegun;
  private long streamed;
  private RuntimeException failure;
  private boolean closed;

  /**
   * What makes a batch full.
   *
   * @param records in it
   * @param bytes of the changes in it
   * @param patience for the first of them
   */
  record BatchLimits(int records, long bytes, Duration patience) {}

  /**
   * Where records come from.
   *
   * @param reader of the slot
   * @param start position of the first session, known once there is a chunk or a row
   * @param left what snapshots beside the stream are to be taken up, known likewise
   */
  record Origin(
      WalReader reader, Supplier<Optional<SourcePosition>> start, Supplier<SnapshotContext> left) {}

  /**
   * How records are made.
   *
   * @param decoder of chunks, into the emitter
   * @param emitter of records
   * @param heartbeats when idle
   * @param snapshot what comes before the stream
   * @param beside what is read beside it
   */
  record Stages(
      ChunkDecoder decoder,
      RecordEmitter emitter,
      HeartbeatSchedule heartbeats,
      SnapshotEmission snapshot,
      IncrementalSnapshots beside) {}

  ChangeStream(Origin origin, Stages stages, BatchLimits limits, LongSupplier nanoTime) {
    this.reader = origin.reader();
    this.start = origin.start();
    this.left = origin.left();
    this.decoder = stages.decoder();
    this.emitter = stages.emitter();
    this.heartbeats = stages.heartbeats();
    this.snapshot = stages.snapshot();
    this.beside = stages.beside();
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * The next records; empty when none came in time. What was decoded before a failure is returned
   * first, as its positions count as emitted; the failure comes with the next call.
   */
  synchronized List<SourceRecord> poll() throws InterruptedException {
    snapshot.refresh();
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      return List.of();
    }
    List<SourceRecord> batch = new ArrayList<>();
    try {
      fill(batch);
    } catch (RetriableException e) {
      if (batch.isEmpty()) {
        reader.check();
        pauseIfAskingFailed();
        throw e;
      }
    } catch (RuntimeException e) {
      failure = e;
      if (batch.isEmpty()) {
        throw e;
      }
    }
    return withHeartbeat(batch);
  }

  /**
   * A worker polls again at once, and whatever the decoder asked for would be asked just as fast.
   */
  private void pauseIfAskingFailed() throws InterruptedException {
    boolean besideOwed = started && !besideBegun;
    if (besideOwed || !decoder.isDone()) {
      TimeUnit.NANOSECONDS.sleep(limits.patience().toNanos());
    }
  }

  private void fill(List<SourceRecord> batch) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + limits.patience().toNanos();
    long bytes = 0;
    while (batch.size() < limits.records() && bytes < limits.bytes()) {
      if (!snapshot.isOver()) {
        OptionalLong read = readSnapshot(batch, deadline - nanoTime.getAsLong());
        if (read.isEmpty()) {
          return;
        }
        bytes += read.getAsLong();
        continue;
      }
      long besideBytes = started ? emitBeside(batch) : 0;
      if (besideBytes > 0) {
        bytes += besideBytes;
      } else if (beside.holds(emitter.next())) {
        if (!pauseForRows(batch, deadline)) {
          return;
        }
      } else if (!decoder.isDone()) {
        bytes += decoder.decodeNext(batch);
      } else if (!nextChunk(batch, deadline - nanoTime.getAsLong())) {
        return;
      }
    }
  }

  /** Rows come from elsewhere and do not wake us; whether to go on. */
  private boolean pauseForRows(List<SourceRecord> batch, long deadline)
      throws InterruptedException {
    boolean waits = batch.isEmpty() && nanoTime.getAsLong() < deadline;
    if (waits) {
      TimeUnit.NANOSECONDS.sleep(CHUNK_WAIT_NANOS);
    }
    return waits;
  }

  /** Emits what is due of tables that are read beside the stream. */
  private long emitBeside(List<SourceRecord> batch) {
    if (!besideBegun) {
      beside.begin(left.get());
      besideBegun = true;
    }
    return beside.emitNext(emitter, batch);
  }

  /** Emits a row; empty when there is none in time. A failure to read it is the reader's. */
  private OptionalLong readSnapshot(List<SourceRecord> batch, long nanos)
      throws InterruptedException {
    long patience = batch.isEmpty() ? nanos : 0;
    start.get().filter(known -> !started).ifPresent(this::startAt);
    OptionalLong read = started ? snapshot.emit(batch, patience) : snapshot.awaitBegin(patience);
    if (read.isEmpty() && batch.isEmpty()) {
      reader.check();
    }
    return read;
  }

  private void startAt(SourcePosition position) {
    emitter.startAt(position);
    heartbeats.startAt(position.endLsn());
    started = true;
  }

  private boolean nextChunk(List<SourceRecord> batch, long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return false;
    }
    Optional<WalChunk> chunk = batch.isEmpty() ? reader.poll(patience(nanos)) : reader.pollNow();
    if (chunk.isPresent() && !started) {
      startAt(start.get().orElseThrow());
    }
    chunk.ifPresent(decoder::begin);
    return chunk.isPresent();
  }

  /** Chunks of a table come from elsewhere and do not wake us. */
  private Duration patience(long nanos) {
    return Duration.ofNanos(beside.isActive() ? Math.min(nanos, CHUNK_WAIT_NANOS) : nanos);
  }

  private List<SourceRecord> withHeartbeat(List<SourceRecord> batch) {
    // Rows of snapshots do not carry the position, and may come for hours.
    if (emitter.streamed() > streamed) {
      streamed = emitter.streamed();
      heartbeats.emitted(emitter.position().endLsn());
    }
    if (started && heartbeats.isDue(emitter.position().endLsn())) {
      emitter.heartbeat(batch);
      heartbeats.beat(emitter.position().endLsn());
    }
    return batch;
  }

  /** Frees what is kept of transactions without an outcome; nothing more is polled. */
  @Override
  public synchronized void close() {
    closed = true;
    decoder.close();
  }
}
