package io.dbmazz.starrocks.errant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.errant.ErrantRecords.Errant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.junit.jupiter.api.Test;

class ErrantRecordsTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final List<CompletableFuture<Void>> kept = new ArrayList<>();
  private final ErrantRecordReporter reporter =
      (record, reason) -> kept.get((int) record.kafkaOffset());

  private static Errant errant(int offset) {
    return new Errant(Records.at("orders", offset, null, "value"), new DataException("no row"));
  }

  @Test
  void reportingEndsWhenAllRecordsAreKept() {
    kept.add(CompletableFuture.completedFuture(null));
    kept.add(CompletableFuture.completedFuture(null));

    new ErrantRecords(reporter, SHORT).report(List.of(errant(0), errant(1)));

    assertThat(kept).allMatch(CompletableFuture::isDone);
  }

  @Test
  void oneRecordThatIsNotKeptInTimeEndsTheTask() {
    kept.add(CompletableFuture.completedFuture(null));
    kept.add(new CompletableFuture<>());

    assertThatThrownBy(
            () -> new ErrantRecords(reporter, SHORT).report(List.of(errant(0), errant(1))))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("nothing behind it is acknowledged")
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void theWaitIsForAllRecordsTogether() {
    for (int i = 0; i < 100; i++) {
      kept.add(new CompletableFuture<>());
    }
    long start = System.nanoTime();

    assertThatThrownBy(
            () ->
                new ErrantRecords(reporter, Duration.ofMillis(200))
                    .report(List.of(errant(0), errant(1), errant(2), errant(3))))
        .isInstanceOf(ConnectException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(790));
  }

  @Test
  void theCauseOfAFailedReportIsKept() {
    IllegalStateException cause = new IllegalStateException("no topic");
    kept.add(CompletableFuture.failedFuture(cause));

    assertThatThrownBy(() -> new ErrantRecords(reporter, SHORT).report(List.of(errant(0))))
        .isInstanceOf(ConnectException.class)
        .hasCause(cause);
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    kept.add(new CompletableFuture<>());
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> new ErrantRecords(reporter, Duration.ofMinutes(1)).report(List.of(errant(0))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("was cut off");
    assertThat(Thread.interrupted()).isTrue();
  }
}
