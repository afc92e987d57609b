package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.TaskFixture.ORDERS;
import static io.dbmazz.starrocks.TaskFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.change.RowOperation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonRowsTest {

  private static final String POISON = "poison";

  private final Reports reports = new Reports();
  private final TaskFixture fixture = new TaskFixture(Map.of(), reportingTo(reports));
  private final FakeLoader loader = fixture.loader;

  PoisonRowsTest() {
    loader.refuse(row -> Arrays.asList(row.values()).contains(POISON));
  }

  private static FakeContext reportingTo(Reports reports) {
    FakeContext context = new FakeContext();
    context.reporter = Optional.of(reports);
    return context;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4", "9", "0,9", "2,3,4,7", "0,1,2,3,4,5,6,7,8,9"})
  void refusedRowsAreReportedAndAllOthersLoaded(String poisoned) {
    List<Long> refused = Arrays.stream(poisoned.split(",")).map(Long::valueOf).toList();

    load(10, refused);

    fixture.awaitCommittable(ORDERS, 10);
    assertThat(reports.offsets()).isEqualTo(refused);
    assertThat(loadedIds())
        .containsExactlyElementsOf(
            LongStream.range(0, 10).filter(id -> !refused.contains(id)).boxed().toList());
  }

  @Test
  void oneRefusedRowCostsTwoLoadsPerHalving() {
    load(1024, List.of(700L));

    fixture.awaitCommittable(ORDERS, 1024);
    assertThat(loader.attempts).hasSize(1 + 2 * 10);
  }

  @Test
  void namedRowsAreSetApartAtOnce() {
    loader.accuse(row -> List.of(300L, 700L).contains(row.key().get(0)));

    load(1024, List.of(300L, 700L));

    fixture.awaitCommittable(ORDERS, 1024);
    assertThat(reports.offsets()).containsExactly(300L, 700L);
    assertThat(loader.attempts.size()).isEqualTo(1 + 1 + 2);
  }

  @Test
  void goodRowThatIsNamedIsLoadedAndABadOneThatIsNotIsFound() {
    loader.accuse(row -> List.of(3L, 700L).contains(row.key().get(0)));

    load(1024, List.of(500L, 700L));

    fixture.awaitCommittable(ORDERS, 1024);
    assertThat(reports.offsets()).containsExactly(500L, 700L);
    assertThat(loadedIds()).contains(3L).hasSize(1022);
  }

  @Test
  void tableThatRefusesEveryRowEndsTheTaskAndNothingIsReported() {
    load(2000, LongStream.range(0, 2000).boxed().toList());

    assertFails("db.orders refuses so many of 2000 rows");
    assertThat(reports.offsets()).isEmpty();
    assertThat(fixture.committable(ORDERS)).isZero();
  }

  @Test
  void changesFoldedIntoARefusedRowAreReportedInTheirOrder() {
    fixture.put(change(0, 1, "a"), change(1, 2, "b"), change(2, 1, POISON));
    fixture.makeDue();

    fixture.awaitCommittable(ORDERS, 3);
    assertThat(reports.offsets()).containsExactly(0L, 2L);
    assertThat(loadedIds()).containsExactly(2L);
  }

  @Test
  void laterChangeOfARefusedRowWaitsForTheReport() {
    reports.kept = new CompletableFuture<>();
    fixture.put(change(0, 1, POISON));
    fixture.makeDue();
    await().until(() -> reports.offsets().size() == 1);
    fixture.put(change(1, 1, "mended"));
    fixture.makeDue();

    assertThat(loader.attempts).hasSize(1);
    assertThat(fixture.committable(ORDERS)).isZero();

    reports.kept.complete(null);
    fixture.callUntil(() -> fixture.committable(ORDERS) == 2);
    assertThat(loadedIds()).containsExactly(1L);
  }

  @Test
  void reportThatFailsEndsTheTaskAndIsNeverAcknowledged() {
    reports.kept = CompletableFuture.failedFuture(new IllegalStateException("no topic"));
    load(2, List.of(1L));

    assertFails("errors.deadletterqueue.topic.name");
    assertThat(fixture.committable(ORDERS)).isZero();
  }

  @Test
  void outageBetweenHalvesIsOutlivedWithoutASecondReport() {
    loader.failAfter(2, new RetriableException("StarRocks is away"));
    fixture.put(rows(8, List.of(2L, 5L)));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 3);
    assertThat(reports.offsets()).isEmpty();

    loader.heal();
    fixture.awaitCommittable(ORDERS, 8);
    assertThat(reports.offsets()).containsExactly(2L, 5L);
  }

  @Test
  void recordThatMakesNoSenseIsReportedInItsPlace() {
    SinkRecord senseless = Records.at("orders", 1, null, "poison");

    fixture.put(row("orders", 0), senseless, row("orders", 2));
    fixture.makeDue();

    fixture.awaitCommittable(ORDERS, 3);
    assertThat(reports.offsets()).containsExactly(1L);
    assertThat(loadedIds()).containsExactly(0L, 2L);
  }

  @Test
  void noValueStandsInAReport() {
    load(3, List.of(1L));

    fixture.awaitCommittable(ORDERS, 3);
    assertThat(reports.reasons())
        .singleElement()
        .asString()
        .contains("Table db.orders refuses a row", "column name", DataException.class.getName())
        .doesNotContain(POISON);
  }

  @Test
  void withoutAReporterTheTaskEndsAndNoRowIsKeptTwice() {
    try (TaskFixture strict = new TaskFixture()) {
      strict.loader.failWith(new DataException("db.orders, column name: too long"));
      strict.put(rows(4, List.of(1L)));
      strict.makeDue();

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(strict::put)
                      .isExactlyInstanceOf(ConnectException.class)
                      .hasMessageContainingAll("db.orders", "column name"));
      assertThat(strict.committable(ORDERS)).isZero();
      assertThat(strict.loader.attempts)
          .singleElement()
          .matches(batch -> batch.origins().isEmpty());
    }
  }

  private void load(int count, List<Long> poisoned) {
    fixture.put(rows(count, poisoned));
    fixture.makeDue();
  }

  private static SinkRecord[] rows(int count, List<Long> poisoned) {
    return LongStream.range(0, count)
        .mapToObj(i -> change(i, (int) i, poisoned.contains(i) ? POISON : "a"))
        .toArray(SinkRecord[]::new);
  }

  private static SinkRecord change(long offset, int id, String name) {
    return Records.at("orders", offset, null, Records.row(id, name, "b"));
  }

  private void assertFails(String message) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(fixture::put)
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessageContaining(message));
  }

  private List<Object> loadedIds() {
    return loader.loaded.stream()
        .map(RowBatch::rows)
        .flatMap(List::stream)
        .map(RowOperation::key)
        .map(key -> key.get(0))
        .toList();
  }
}
