package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The contract against the emulator, and what only the emulator can be made to do. */
class StarRocksSinkIT extends StarRocksSinkRecoveryContract {

  @AutoClose private static final StarRocksEmulator starRocks = SinkHarness.emulator();

  @AfterEach
  void mend() {
    starRocks.faults().clear();
  }

  @Override
  protected SinkHarness.Target target() {
    return SinkHarness.target(starRocks);
  }

  @Test
  void loadWhoseAnswerIsLostIsNotLoadedTwice() throws SQLException {
    sink.createTable("events", "DUPLICATE", "name VARCHAR(20)");
    start(Map.of("audit.columns", "false", "delete.mode", "ignore"));
    starRocks.faults().nextInto("events", new Fault.ReplyLost());

    sink.load(Records.at("events", 0, null, Map.of("id", 1L, "name", "a")));

    assertThat(sink.query("SELECT id, name FROM events")).containsExactly("1|a");
  }

  @Test
  void tasksThatStartTogetherDoNotFailEachOther() throws SQLException {
    List<CompletableFuture<SinkHarness>> starting =
        Stream.generate(() -> Map.of("topics", Records.TOPIC))
            .limit(4)
            .map(config -> CompletableFuture.supplyAsync(() -> new SinkHarness(target(), config)))
            .toList();
    starting.forEach(started -> started.join().close());

    assertThat(sink.query(ROWS)).isEmpty();
  }

  @Test
  void loadThatFailsForAPassingReasonIsTriedUntilItSucceeds() throws SQLException {
    start(Map.of("sink.maxretries", "0"));
    starRocks.faults().next(2, entry -> true, new Fault.Fail("Service is shutting down"));

    sink.load(insert(10, 1, "a", "x"));

    assertThat(sink.query(ROWS)).containsExactly("1|a|x|0|0|10");
  }
}
