package io.dbmazz.runner.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A source connector with its task, started. As in a worker, {@link #poll} is called by one thread
 * and the acknowledgements by another.
 */
public final class EmbeddedSource {

  private final RunningConnector connector;
  private final SourceTask task;
  private final ClosingStack open;

  private EmbeddedSource(RunningConnector connector, SourceTask task, ClosingStack open) {
    this.connector = connector;
    this.task = task;
    this.open = open;
  }

  static EmbeddedSource start(ConnectRuntime runtime, Map<String, String> config) {
    ClosingStack open = new ClosingStack();
    try {
      RunningConnector connector =
          RunningConnector.start(runtime, SourceConnector.class, config, open);
      SourceTask task = connector.newTask(SourceTask.class);
      task.initialize(
          new EmbeddedSourceTaskContext(
              connector.taskConfig(), runtime.offsets(), connector.taskMetrics()));
      open.push("source task", task::stop);
      task.start(connector.taskConfig());
      return new EmbeddedSource(connector, task, open);
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  /** The next records; empty when there are none for now. */
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    return records == null ? List.of() : records;
  }

  /** Tells the task that a record was delivered and that its offset is stored. */
  public void acknowledge(SourceRecord record, RecordMetadata delivered)
      throws InterruptedException {
    task.commitRecord(record, delivered);
  }

  /** Tells the task that a record was filtered out and that its offset is stored. */
  public void acknowledgeFiltered(SourceRecord record) throws InterruptedException {
    task.commitRecord(record, null);
  }

  /** Tells the task that offsets were stored. */
  public void commit() throws InterruptedException {
    task.commit();
  }

  /** The connector, with the metrics of the task. */
  public RunningConnector connector() {
    return connector;
  }

  /** Stops task and connector; from any thread, a poll in progress ends soon. */
  public void stop() {
    open.close();
  }
}
