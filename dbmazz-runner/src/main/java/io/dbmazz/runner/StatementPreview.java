package io.dbmazz.runner;

import io.dbmazz.record.RecordPreview;
import io.dbmazz.record.TargetPreview;
import io.dbmazz.runner.connect.TransformationChain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Shows the sink one record of each table, transformed as all of them will be. */
final class StatementPreview {

  private final RunnerConfig config;

  StatementPreview(RunnerConfig config) {
    this.config = config;
  }

  List<String> of(RecordPreview source, TargetPreview target) {
    Map<String, String> sink = config.connectors().sink();
    List<SourceRecord> read = source.preview(config.connectors().source());
    TransformationChain<SourceRecord> first =
        TransformationChain.load(List.of(config.connectors().source(), config.transforms()));
    try {
      TransformationChain<SinkRecord> second = TransformationChain.load(List.of(sink));
      try {
        List<SinkRecord> handed =
            read.stream()
                .map(first::apply)
                .flatMap(Optional::stream)
                .map(StatementPreview::handedOver)
                .map(second::apply)
                .flatMap(Optional::stream)
                .toList();
        return target.statements(sink, handed);
      } finally {
        second.close();
      }
    } finally {
      first.close();
    }
  }

  private static SinkRecord handedOver(SourceRecord record) {
    return new SinkRecord(
        record.topic(),
        0,
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        0);
  }
}
