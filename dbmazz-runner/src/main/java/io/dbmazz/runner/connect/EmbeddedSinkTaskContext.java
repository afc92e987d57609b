package io.dbmazz.runner.connect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The context of the sink task: remembers what the task asks for until the pipeline takes it. The
 * task may ask from any of its threads, the pipeline's thread takes.
 */
final class EmbeddedSinkTaskContext implements SinkTaskContext {

  private static final long NOT_SET = -1;

  private final Map<String, String> configs;
  private final PluginMetrics metrics;
  private final ErrantRecordReporter errants;
  private final Set<TopicPartition> assignment = ConcurrentHashMap.newKeySet();
  private final Set<TopicPartition> paused = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Long> rewinds = new HashMap<>();
  private long timeoutMs = NOT_SET;
  private boolean commitRequested;

  EmbeddedSinkTaskContext(
      Map<String, String> configs, PluginMetrics metrics, ErrantRecordReporter errants) {
    this.configs = Map.copyOf(configs);
    this.metrics = metrics;
    this.errants = errants;
  }

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    offsets.forEach(this::offset);
  }

  @Override
  public synchronized void offset(TopicPartition partition, long offset) {
    requireAssigned(partition);
    rewinds.put(partition, offset);
  }

  @Override
  public synchronized void timeout(long milliseconds) {
    timeoutMs = milliseconds;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.copyOf(assignment);
  }

  @Override
  public void pause(TopicPartition... partitions) {
    Arrays.stream(partitions).forEach(this::requireAssigned);
    paused.addAll(Arrays.asList(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    Arrays.stream(partitions).forEach(this::requireAssigned);
    Arrays.asList(partitions).forEach(paused::remove);
  }

  private void requireAssigned(TopicPartition partition) {
    if (!assignment.contains(partition)) {
      throw new IllegalWorkerStateException(
          "Sink task asked about " + partition + ", which is not assigned to it");
    }
  }

  @Override
  public synchronized void requestCommit() {
    commitRequested = true;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return errants;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  /** Whether the partition was not assigned before. */
  boolean assign(TopicPartition partition) {
    return assignment.add(partition);
  }

  boolean isPaused(TopicPartition partition) {
    return paused.contains(partition);
  }

  synchronized Map<TopicPartition, Long> takeRewinds() {
    Map<TopicPartition, Long> taken = Map.copyOf(rewinds);
    rewinds.clear();
    return taken;
  }

  synchronized OptionalLong takeTimeoutMs() {
    OptionalLong taken =
        timeoutMs == NOT_SET ? OptionalLong.empty() : OptionalLong.of(Math.max(0, timeoutMs));
    timeoutMs = NOT_SET;
    return taken;
  }

  synchronized boolean takeCommitRequest() {
    boolean taken = commitRequested;
    commitRequested = false;
    return taken;
  }
}
