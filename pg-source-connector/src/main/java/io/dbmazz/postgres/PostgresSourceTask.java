package io.dbmazz.postgres;

import io.dbmazz.postgres.emit.EmittedRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Forwards Connect's callbacks to the stages. Connect polls on one thread, acknowledges on the
 * producer's threads, commits and stops on any.
 */
public final class PostgresSourceTask extends SourceTask {

  private final TaskEnvironment environment;
  private volatile SourcePipeline pipeline;
  private volatile TransactionBoundaries boundaries;

  /** For Connect. */
  public PostgresSourceTask() {
    this(TaskEnvironment.real());
  }

  PostgresSourceTask(TaskEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public String version() {
    return ConnectorVersion.get();
  }

  /**
   * Sets up and starts reading. What time may cure, such as a refused connection, does not fail the
   * start: {@link #poll} reports it while the task goes on trying.
   */
  @Override
  public void start(Map<String, String> properties) {
    PostgresSourceConfig config = new PostgresSourceConfig(properties);
    StoredOffsets offsets = new StoredOffsets(context.offsetStorageReader(), config.topicPrefix());
    offsets.position().flatMap(valid -> offsets.stream()).ifPresent(StreamOffset::announce);
    SourcePipeline starting = new SourcePipeline(config, offsets, environment);
    boundaries = TransactionBoundaries.of(context);
    pipeline = starting;
    try {
      starting.start(context);
    } catch (InterruptedException e) {
      starting.close();
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while starting", e);
    } catch (RuntimeException e) {
      starting.close();
      throw e;
    }
  }

  /**
   * The next records, null when there are none within half a second.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException once for each connection that could
   *     not be made; polling on is all that is needed
   */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = pipeline.poll();
    boundaries.mark(records);
    return records.isEmpty() ? null : records;
  }

  /**
   * A record is stored, or was dropped by a transformation (metadata null): done with either way.
   */
  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    if (!(record instanceof EmittedRecord emitted)) {
      throw new ConnectException("Acknowledged a record that this task did not emit");
    }
    pipeline.acknowledge(emitted);
  }

  /** Offsets are stored: confirms to the slot what they cover. */
  @Override
  public void commit() {
    pipeline.commit();
  }

  @Override
  public void stop() {
    SourcePipeline stopping = pipeline;
    if (stopping != null) {
      stopping.close();
    }
  }
}
