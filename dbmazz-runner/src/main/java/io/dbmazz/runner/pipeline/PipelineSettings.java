package io.dbmazz.runner.pipeline;

import io.dbmazz.record.SourcePosition;
import java.time.Duration;
import java.util.Map;

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

  /** The source partition whose offset is shown, and deleted with the job. */
  Map<String, String> sourcePartition() {
    return SourcePosition.partition(configs.source().getOrDefault("topic.prefix", ""));
  }
}
