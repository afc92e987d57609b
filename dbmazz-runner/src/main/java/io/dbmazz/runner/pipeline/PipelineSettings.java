package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Checkpoint;
import io.dbmazz.record.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline runs.
 *
 * @param configs of the connectors
 * @param transforms the runner's own transformations, between the two
 * @param offsetFlushInterval how often the sink is asked what is durable
 */
public record PipelineSettings(
    ConnectorConfigs configs, Map<String, String> transforms, Duration offsetFlushInterval) {

  /** Takes a copy of the transformations. */
  public PipelineSettings {
    transforms = Map.copyOf(transforms);
  }

  /**
   * The one topic in which the sink sees all records in their order, when it is to commit whole
   * transactions of the source.
   */
  Optional<String> stream() {
    String prefix = configs.source().getOrDefault("topic.prefix", "");
    return "exactly-once".equals(configs.sink().get("delivery.guarantee"))
        ? Optional.of(Checkpoint.topic(prefix))
        : Optional.empty();
  }

  /** All under which the job keeps offsets. */
  List<Map<String, String>> partitions() {
    List<Map<String, String>> partitions = new ArrayList<>(List.of(sourcePartition()));
    stream().map(SinkPosition::partition).ifPresent(partitions::add);
    return partitions;
  }

  /** The source partition whose offset is shown, and deleted with the job. */
  Map<String, String> sourcePartition() {
    return SourcePosition.partition(configs.source().getOrDefault("topic.prefix", ""));
  }
}
