package io.dbmazz.postgres;

import io.dbmazz.postgres.SlotStreamOpener.SlotProgress;
import io.dbmazz.postgres.change.ChangeDecoder;
import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.emit.EmittedRecord;
import io.dbmazz.postgres.emit.EmittedRecords;
import io.dbmazz.postgres.emit.HeartbeatSchedule;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.replication.ConfirmedLsn;
import io.dbmazz.postgres.replication.WalReader;
import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * All stages of one running task. Polled by one thread; acknowledgements, offset commits and
 * closing may come from others.
 */
final class SourcePipeline implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  /** However long the user lets a poll wait, Connect wants to pause and stop in between. */
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final PostgresSourceConfig config;
  private final SourceSetup setup;
  private final CatalogSession catalog;
  private final SlotStreamOpener opener;
  private final WalReader reader;
  private final ServerMonitor monitor;
  private final ConfirmedLsn confirmed = new ConfirmedLsn();
  private final EmittedRecords ledger = new EmittedRecords();
  private final HeartbeatSchedule heartbeats;
  private final ChangeStream stream;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Connects to nothing yet.
   *
   * @param stored offset, if there is one
   */
  SourcePipeline(PostgresSourceConfig config, Optional<SourcePosition> stored, Clock clock) {
    this.config = config;
    ServerConnections connections =
        new ServerConnections(
            config.database(), ConnectionTimeouts.TASK, "dbmazz " + config.topicPrefix());
    setup = new SourceSetup(connections, config.setup());
    catalog = new CatalogSession(connections);
    opener =
        new SlotStreamOpener(
            connections, setup, config.stream(), new SlotProgress(stored, confirmed), clock);
    reader = new WalReader(opener, confirmed, config.reader(), System::nanoTime);
    monitor = new ServerMonitor(connections, "dbmazz-monitor-" + config.topicPrefix());
    heartbeats = new HeartbeatSchedule(config.heartbeatInterval(), System::nanoTime);
    stream = stream(clock);
  }

  private ChangeStream stream(Clock clock) {
    RecordEmitter emitter = new RecordEmitter(config.emit(), ledger, clock);
    ChangeOptions changes = config.changes();
    ChunkDecoder decoder =
        new ChunkDecoder(() -> new ChangeDecoder(changes, catalog.connection()), emitter);
    Duration wait =
        config.pollWait().compareTo(LONGEST_POLL) < 0 ? config.pollWait() : LONGEST_POLL;
    return new ChangeStream(
        new ChangeStream.Origin(reader, opener::start),
        new ChangeStream.Stages(decoder, emitter, heartbeats),
        new ChangeStream.BatchLimits(config.batchRecords(), config.batchBytes(), wait),
        System::nanoTime);
  }

  /**
   * Starts reading.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException when someone has to act first; what
   *     time may cure comes from {@link #poll}
   */
  void start(SourceTaskContext context) throws InterruptedException {
    reader.start(START_PATIENCE);
    if (closed.get()) {
      return;
    }
    if (SourceGauges.register(context, gauges())) {
      monitor.watchPosition();
    }
    if (!config.heartbeatInterval().isZero()) {
      config
          .heartbeatQuery()
          .ifPresent(query -> monitor.execute(query, config.heartbeatInterval()));
    }
  }

  private Map<String, LongSupplier> gauges() {
    return Map.of(
        ConnectorMetrics.CONFIRMED_LSN, () -> confirmed.get().value(),
        ConnectorMetrics.SERVER_LSN, () -> monitor.serverEnd().value(),
        ConnectorMetrics.STREAMING, () -> reader.isStreaming() ? 1 : 0,
        ConnectorMetrics.QUEUED_MESSAGES, reader::queuedMessages,
        ConnectorMetrics.QUEUED_BYTES, reader::queuedBytes);
  }

  List<SourceRecord> poll() throws InterruptedException {
    return stream.poll();
  }

  void acknowledge(EmittedRecord record) {
    ledger.acknowledge(record);
  }

  /**
   * Confirms what is acknowledged and stored.
   *
   * @param stored offset, as it was read back from where it is stored
   */
  void commit(Optional<SourcePosition> stored) {
    Optional<Lsn> acknowledged = ledger.acknowledgedEnd();
    if (acknowledged.isEmpty()) {
      return;
    }
    Lsn storedEnd =
        stored
            .map(SourcePosition::endLsn)
            .orElseGet(() -> opener.start().map(SourcePosition::endLsn).orElse(Lsn.ZERO));
    if (acknowledged.get().isAfter(storedEnd)) {
      heartbeats.storedOffsetLags();
    }
    if (stored.isPresent()) {
      confirmed.advanceTo(Lsn.min(acknowledged.get(), storedEnd));
    }
  }

  /** Ends the threads and connections, after a last report to the server. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    reader.close();
    monitor.close();
    catalog.close();
    if (config.dropsSlotOnStop()) {
      setup.dropSlot();
    }
  }
}
