package io.dbmazz.runner.pipeline;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Fails on every record, as if it were worth another try. */
public final class RetriableTransformation implements Transformation<SourceRecord> {

  @Override
  public SourceRecord apply(SourceRecord record) {
    throw new RetriableException("not now");
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> config) {}

  @Override
  public void close() {}
}
