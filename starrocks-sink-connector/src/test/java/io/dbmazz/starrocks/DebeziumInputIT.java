package io.dbmazz.starrocks;

import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import org.junit.jupiter.api.AutoClose;

/** The contract against the emulator. */
class DebeziumInputIT extends DebeziumInputContract {

  @AutoClose private static final StarRocksEmulator starRocks = SinkHarness.emulator();

  @Override
  protected SinkHarness.Target target() {
    return SinkHarness.target(starRocks);
  }
}
