package io.dbmazz.runner.fake;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Forwards everything to the test's {@link FakeSinkState}. */
public final class FakeSinkTask extends SinkTask {

  private FakeSinkState state;

  @Override
  public String version() {
    return "test";
  }

  @Override
  public void start(Map<String, String> config) {
    state = Fakes.of(config).sink();
    state.started(config, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    state.opened(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    state.put(records);
  }

  @Override
  public void flush(Map<TopicPartition, OffsetAndMetadata> delivered) {
    state.flushed();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    return state.preCommit(delivered);
  }

  @Override
  public void stop() {
    state.stopped();
  }
}
