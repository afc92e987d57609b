package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class TransactionBoundariesTest {

  private static SourceRecord record(Map<String, String> partition) {
    return new SourceRecord(partition, Map.of("end_lsn", 1L), "topic", null, null);
  }

  @Test
  void batchOfASnapshotIsATransaction() {
    SourceRecord first = snapshotRecord();
    SourceRecord last = snapshotRecord();
    List<SourceRecord> ends = new ArrayList<>();

    new TransactionBoundaries(ends::add).mark(List.of(first, last));

    assertThat(ends).singleElement().isSameAs(last);
  }

  @Test
  void batchThatEndsInsideATransactionEndsNone() {
    List<SourceRecord> ends = new ArrayList<>();

    new TransactionBoundaries(ends::add).mark(List.of(record(Map.of("server", "shop"))));

    assertThat(ends).isEmpty();
  }

  @Test
  void workerThatDoesNotAskIsNotTold() {
    SourceTaskContext silent = context(method -> null);

    assertThatCode(() -> TransactionBoundaries.of(silent).mark(List.of(snapshotRecord())))
        .doesNotThrowAnyException();
  }

  @Test
  void workerThatKnowsNoTransactionsIsNotAsked() {
    SourceTaskContext old =
        context(
            method -> {
              throw new NoSuchMethodError(method);
            });

    assertThatCode(() -> TransactionBoundaries.of(old).mark(List.of(snapshotRecord())))
        .doesNotThrowAnyException();
  }

  private static SourceRecord snapshotRecord() {
    return record(Map.of("server", "shop", "table", "public.orders"));
  }

  private static SourceTaskContext context(Function<String, Object> answers) {
    return (SourceTaskContext)
        Proxy.newProxyInstance(
            TransactionBoundariesTest.class.getClassLoader(),
            new Class<?>[] {SourceTaskContext.class},
            (proxy, method, arguments) -> answers.apply(method.getName()));
  }
}
