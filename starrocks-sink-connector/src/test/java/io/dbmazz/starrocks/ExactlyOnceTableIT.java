package io.dbmazz.starrocks;

import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;

/** The same tables where rows and offsets go in one transaction. */
class ExactlyOnceTableIT extends StarRocksTableContract {

  @AutoClose private static final StarRocksEmulator starRocks = SinkHarness.emulator("4.0.0");

  private static int sinks;

  @Override
  protected SinkHarness.Target target() {
    return SinkHarness.target(starRocks);
  }

  @Override
  protected SinkHarness newSink(Map<String, String> config) {
    Map<String, String> more = new HashMap<>(config);
    more.put("delivery.guarantee", "exactly-once");
    more.put("name", "sink " + ++sinks);
    return super.newSink(more);
  }
}
