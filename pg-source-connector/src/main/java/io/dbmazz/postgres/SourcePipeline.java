package io.dbmazz.postgres;

import io.dbmazz.postgres.SlotStreamOpener.StartingPoint;
import io.dbmazz.postgres.change.ChangeDecoder;
import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.emit.EmittedRecord;
import io.dbmazz.postgres.emit.EmittedRecords;
import io.dbmazz.postgres.emit.HeartbeatSchedule;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.replication.ConfirmedLsn;
import io.dbmazz.postgres.replication.WalReader;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.postgres.setup.SourceWatch;
import io.dbmazz.postgres.snapshot.InitialSnapshot;
import io.dbmazz.postgres.snapshot.incremental.IncrementalSnapshots;
import io.dbmazz.postgres.snapshot.incremental.SnapshotContext;
import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
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
  private final StoredOffsets offsets;
  private final InitialSnapshot snapshot;
  private final SlotStreamOpener opener;
  private final WalReader reader;
  private final ServerMonitor monitor;
  private final SourceWatch watch;
  private final ConfirmedLsn confirmed = new ConfirmedLsn();
  private final EmittedRecords ledger = new EmittedRecords();
  private final HeartbeatSchedule heartbeats;
  private final IncrementalSnapshots beside;
  private final ChangeStream stream;
  private final TableGauges tableGauges;
  private volatile Optional<TableGauges.Registry> registry = Optional.empty();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Connects to nothing yet.
   *
   * @param offsets stored ones
   */
  SourcePipeline(PostgresSourceConfig config, StoredOffsets offsets, TaskEnvironment environment) {
    this.config = config;
    this.offsets = offsets;
    ServerConnections connections =
        new ServerConnections(
            config.database(), environment.timeouts(), "dbmazz " + config.topicPrefix());
    setup = new SourceSetup(connections, config.setup());
    catalog = new CatalogSession(connections);
    Clock clock = environment.clock();
    snapshot = new InitialSnapshot(config.snapshot(), connections, setup, clock);
    StartingPoint from =
        new StartingPoint(
            offsets, confirmed, snapshot, config.snapshot().mode(), this::setupIsOver);
    opener = new SlotStreamOpener(connections, setup, config.stream(), from, clock);
    reader = new WalReader(opener, confirmed, config.reader(), environment.nanoTime());
    monitor = new ServerMonitor(connections, "dbmazz-monitor-" + config.topicPrefix());
    watch = new SourceWatch(config.setup(), config.maxRetainedBytes());
    heartbeats = new HeartbeatSchedule(config.heartbeatInterval(), environment.nanoTime());
    beside =
        new IncrementalSnapshots(config.reading(connections::openSql), config.signalTable(), clock);
    stream = stream(environment);
    tableGauges = new TableGauges(snapshot.progress(), beside, environment.nanoTime());
  }

  private void setupIsOver() {
    reader.underWay();
  }

  private ChangeStream stream(TaskEnvironment environment) {
    RecordEmitter emitter = new RecordEmitter(config.emit(), ledger, beside, environment.clock());
    ChangeOptions changes = config.changes();
    ChunkDecoder decoder =
        new ChunkDecoder(
            () -> new ChangeDecoder(changes, catalog.connection()),
            emitter,
            new ChangeSizeLimit(config.changeBytes(), changes.tables()),
            config.spool());
    Duration wait =
        config.pollWait().compareTo(LONGEST_POLL) < 0 ? config.pollWait() : LONGEST_POLL;
    return new ChangeStream(
        new ChangeStream.Origin(reader, opener::start, this::leftBeside),
        new ChangeStream.Stages(decoder, emitter, heartbeats, snapshot.emission(emitter), beside),
        new ChangeStream.BatchLimits(config.batchRecords(), config.batchBytes(), wait),
        System::nanoTime);
  }

  private SnapshotContext leftBeside() {
    return new SnapshotContext(
        snapshot.captured(),
        snapshot.leftBeside(),
        snapshot.accountedFor(setup.others(snapshot.captured()), offsets),
        snapshot.account(),
        offsets.stream().orElse(Map.of()),
        offsets::table);
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
      registry = Optional.of(PluginMetricsBinding.registry(context));
      monitor.watchPosition();
    }
    if (config.snapshot().mode().streams()) {
      monitor.watch(watch, config.reader().statusInterval());
    }
    if (!config.heartbeatInterval().isZero()) {
      config
          .heartbeatQuery()
          .ifPresent(query -> monitor.execute(query, config.heartbeatInterval()));
    }
  }

  private Map<String, LongSupplier> gauges() {
    Map<String, LongSupplier> gauges = new HashMap<>(SnapshotGauges.of(snapshot.progress()));
    gauges.putAll(SnapshotGauges.of(beside));
    gauges.put(ConnectorMetrics.CONFIRMED_LSN, () -> confirmed.get().value());
    gauges.put(ConnectorMetrics.SERVER_LSN, () -> monitor.serverEnd().value());
    gauges.put(ConnectorMetrics.STREAMING, () -> isAtWork() ? 1 : 0);
    gauges.put(ConnectorMetrics.SLOT_RETAINED_BYTES, watch::retainedBytes);
    gauges.put(ConnectorMetrics.QUEUED_MESSAGES, reader::queuedMessages);
    gauges.put(ConnectorMetrics.QUEUED_BYTES, reader::queuedBytes);
    return gauges;
  }

  private boolean isAtWork() {
    return reader.isStreaming() || snapshot.isReading() || opener.isIdle();
  }

  List<SourceRecord> poll() throws InterruptedException {
    monitor.throwIfRefused();
    registry.ifPresent(tableGauges::refresh);
    return stream.poll();
  }

  void acknowledge(EmittedRecord record) {
    ledger.acknowledge(record);
  }

  /** Confirms what is acknowledged and stored, as it is read back from where it is stored. */
  void commit() {
    snapshot.stored(offsets);
    beside.stored(offsets::table);
    confirm(offsets.position());
  }

  private void confirm(Optional<SourcePosition> stored) {
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
    opener.stop();
    reader.close();
    beside.close();
    monitor.close();
    catalog.close();
    stream.close();
    if (config.dropsSlotOnStop()) {
      setup.dropSlot();
    }
  }
}
