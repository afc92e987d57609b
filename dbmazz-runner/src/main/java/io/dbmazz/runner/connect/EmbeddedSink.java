package io.dbmazz.runner.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink connector with its task, started. Called by the pipeline's thread alone. */
public final class EmbeddedSink {

  private final RunningConnector connector;
  private final SinkTask task;
  private final EmbeddedSinkTaskContext context;
  private final ErrantRecordKeeper errants;
  private final ClosingStack open;

  private EmbeddedSink(
      RunningConnector connector,
      SinkTask task,
      EmbeddedSinkTaskContext context,
      ErrantRecordKeeper errants,
      ClosingStack open) {
    this.connector = connector;
    this.task = task;
    this.context = context;
    this.errants = errants;
    this.open = open;
  }

  static EmbeddedSink start(
      ConnectRuntime runtime, Map<String, String> config, Collection<TopicPartition> partitions) {
    ClosingStack open = new ClosingStack();
    try {
      runtime.errants().open();
      RunningConnector connector =
          RunningConnector.start(runtime, SinkConnector.class, config, open);
      SinkTask task = connector.newTask(SinkTask.class);
      EmbeddedSinkTaskContext context =
          new EmbeddedSinkTaskContext(
              connector.taskConfig(), connector.taskMetrics(), runtime.errants());
      task.initialize(context);
      open.push("sink task", task::stop);
      task.start(connector.taskConfig());
      open.push("partitions of the sink task", () -> task.close(context.assignment()));
      EmbeddedSink sink = new EmbeddedSink(connector, task, context, runtime.errants(), open);
      partitions.forEach(sink::open);
      // As a worker without records; a target that does not answer yet may be told by this.
      sink.put(List.of());
      return sink;
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  /** Assigns a partition before its first record, unless it is assigned already. */
  public void open(TopicPartition partition) {
    if (context.assign(partition)) {
      task.open(Set.of(partition));
    }
  }

  /** Hands over records; without records, lets the task do what has become due. */
  public void put(Collection<SinkRecord> records) {
    task.put(records);
  }

  /**
   * Asks the task to load what it holds now rather than when it is due; it may leave it at that.
   */
  public void flush(Map<TopicPartition, OffsetAndMetadata> delivered) {
    task.flush(delivered);
  }

  /**
   * Asks what is durable. Records that were reported as errant are kept when it returns.
   *
   * @param delivered for each partition the offset after the last record that was handed over
   * @return for each partition the offset below which all is durable; partitions may be missing
   */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> durable = task.preCommit(delivered);
    errants.awaitKept();
    return durable == null ? Map.of() : durable;
  }

  /** Offsets the task wants to read from again, since the last call. */
  public Map<TopicPartition, Long> takeRewinds() {
    return context.takeRewinds();
  }

  /** Milliseconds the task wants to wait before its retry, if it said so since the last call. */
  public OptionalLong takeTimeoutMs() {
    return context.takeTimeoutMs();
  }

  /** Whether the task asked for its offsets to be committed since the last call. */
  public boolean takeCommitRequest() {
    return context.takeCommitRequest();
  }

  /** Whether the task wants no records of a partition for now. */
  public boolean isPaused(TopicPartition partition) {
    return context.isPaused(partition);
  }

  /** The connector, with the metrics of the task. */
  public RunningConnector connector() {
    return connector;
  }

  /** Closes the partitions, stops task and connector. */
  public void stop() {
    open.close();
  }
}
