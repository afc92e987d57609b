package io.dbmazz.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.connect.ErrantRecordKeeper;
import io.dbmazz.runner.fake.FakePipeline;
import io.dbmazz.runner.fake.FakeSourceState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A record that the sink reports is stored as durable only when it is kept elsewhere. */
class ErrantRecordsTest {

  private final Keeper keeper = new Keeper();
  @AutoClose private final FakePipeline fake = new FakePipeline().errants(keeper);

  @Test
  void offsetsAreStoredAfterErrantRecordsAreKept() {
    keeper.stored = () -> fake.store().saved().size();
    reportOne();

    fake.until(() -> !fake.store().saved().isEmpty());

    assertThat(keeper.calls).containsSubsequence("open", "report", "await");
    assertThat(keeper.storedWhenAwaited).isZero();
  }

  @Test
  void aRecordThatCannotBeKeptEndsThePipelineAndNoOffsetIsStored() throws Exception {
    keeper.failing = true;
    reportOne();

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
    assertThat(fake.store().saved()).isEmpty();
    assertThat(fake.source().acknowledged()).isEmpty();
    assertThat(keeper.calls).endsWith("close");
  }

  private void reportOne() {
    fake.startAndAwait().source().give(FakeSourceState.record("a", 1));
    fake.until(() -> fake.sink().taken().size() == 1);
    ErrantRecordReporter reporter = fake.sink().context().errantRecordReporter();
    SinkRecord record = fake.sink().taken().get(0);
    assertThat(reporter.report(record, new IllegalArgumentException("too long"))).isNotDone();
    fake.sink().makeEverythingDurable();
  }

  private static final class Keeper implements ErrantRecordKeeper {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile IntSupplier stored = () -> 0;
    private volatile int storedWhenAwaited = -1;
    private volatile boolean failing;

    @Override
    public void open() {
      calls.add("open");
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
      calls.add("report");
      return new CompletableFuture<>();
    }

    @Override
    public void awaitKept() {
      calls.add("await");
      if (calls.contains("report")) {
        if (failing) {
          throw new ConnectException("disk full");
        }
        if (storedWhenAwaited < 0) {
          storedWhenAwaited = stored.getAsInt();
        }
      }
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
