package io.dbmazz.postgres;

import io.dbmazz.postgres.emit.HeartbeatSchedule;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.replication.WalChunk;
import io.dbmazz.postgres.replication.WalReader;
import io.dbmazz.record.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;

/** From the reader's chunks to batches of records. For the polling thread alone. */
final class ChangeStream {

  private final WalReader reader;
  private final ChunkDecoder decoder;
  private final RecordEmitter emitter;
  private final HeartbeatSchedule heartbeats;
  private final BatchLimits limits;
  private final Supplier<Optional<SourcePosition>> start;
  private final LongSupplier nanoTime;
  private boolean started;
  private RuntimeException failure;

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
   * @param start position of the first session, known once there is a chunk
   */
  record Origin(WalReader reader, Supplier<Optional<SourcePosition>> start) {}

  /**
   * How records are made.
   *
   * @param decoder of chunks, into the emitter
   * @param emitter of records
   * @param heartbeats when idle
   */
  record Stages(ChunkDecoder decoder, RecordEmitter emitter, HeartbeatSchedule heartbeats) {}

  ChangeStream(Origin origin, Stages stages, BatchLimits limits, LongSupplier nanoTime) {
    this.reader = origin.reader();
    this.start = origin.start();
    this.decoder = stages.decoder();
    this.emitter = stages.emitter();
    this.heartbeats = stages.heartbeats();
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * The next records; empty when none came in time. What was decoded before a failure is returned
   * first, as its positions count as emitted; the failure comes with the next call.
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (failure != null) {
      throw failure;
    }
    List<SourceRecord> batch = new ArrayList<>();
    try {
      fill(batch);
    } catch (RetriableException e) {
      if (batch.isEmpty()) {
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

  private void fill(List<SourceRecord> batch) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + limits.patience().toNanos();
    long bytes = 0;
    while (batch.size() < limits.records() && bytes < limits.bytes()) {
      if (!decoder.isDone()) {
        bytes += decoder.decodeNext(batch);
      } else if (!nextChunk(batch, deadline - nanoTime.getAsLong())) {
        return;
      }
    }
  }

  private boolean nextChunk(List<SourceRecord> batch, long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return false;
    }
    Optional<WalChunk> chunk =
        batch.isEmpty() ? reader.poll(Duration.ofNanos(nanos)) : reader.pollNow();
    if (chunk.isPresent() && !started) {
      SourcePosition position = start.get().orElseThrow();
      emitter.startAt(position);
      heartbeats.startAt(position.endLsn());
      started = true;
    }
    chunk.ifPresent(decoder::begin);
    return chunk.isPresent();
  }

  private List<SourceRecord> withHeartbeat(List<SourceRecord> batch) {
    if (!batch.isEmpty()) {
      heartbeats.emitted(emitter.position().endLsn());
    }
    if (started && heartbeats.isDue(emitter.position().endLsn())) {
      emitter.heartbeat(batch);
      heartbeats.beat(emitter.position().endLsn());
    }
    return batch;
  }
}
