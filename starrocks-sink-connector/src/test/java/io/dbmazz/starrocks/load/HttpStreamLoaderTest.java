package io.dbmazz.starrocks.load;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.load.ScriptedServer.Answer;
import io.dbmazz.starrocks.load.ScriptedServer.Seen;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.ScriptedSql;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpStreamLoaderTest {

  private static final TableId ORDERS = new TableId("shop", "orders");

  private final List<String> columns =
      new ArrayList<>(
          List.of(
              "id bigint key",
              "name varchar(9)",
              "total decimal(9,2)",
              "dbmazz_op_type tinyint",
              "dbmazz_is_deleted boolean",
              "dbmazz_synced_at datetime",
              "dbmazz_cdc_version bigint"));
  private final ScriptedSql sql =
      new ScriptedSql()
          .columns(columns)
          .on("current_version", () -> List.of(Map.of("version", "3.5.4-abc")));
  private final Rows rows = new Rows("id", "name", "total");
  private final LoadCounters counters = new LoadCounters();
  private Function<Seen, Answer> script = seen -> Answer.load("Success", "OK");
  private final ScriptedServer server = new ScriptedServer(seen -> script.apply(seen));
  private final HttpStreamLoader loader =
      HttpStreamLoader.connect(
          new LoaderOptions(
              List.of(server.url()),
              "loader",
              new Password(Requests.PASSWORD),
              Duration.ofSeconds(2),
              0,
              Map.of(),
              Map.of(),
              Mode.LOADED,
              LoaderOptions.LABEL_PREFIX),
          sql.catalog(),
          counters);

  private static RowBatch batch(RowOperation... rows) {
    return new RowBatch(ORDERS, List.of(rows), false, Instant.EPOCH, "orders-0:1-9");
  }

  private List<String> sent(String header) {
    return server.seen().stream().map(seen -> seen.headers().getOrDefault(header, "")).toList();
  }

  @AfterEach
  void close() {
    loader.close();
    server.close();
  }

  @Test
  void aBatchIsLoadedInOneLoadPerFormInTheOrderOfItsRows() {
    loader.load(
        batch(
            rows.upsert(1, "a", 1),
            rows.upsert(2, ABSENT, 2),
            rows.upsert(3, "c", 3),
            rows.softDelete(4, ABSENT, ABSENT),
            rows.hardDelete(5, ABSENT, ABSENT)));

    assertThat(sent("partial_update")).containsExactly("", "true", "true", "");
    assertThat(server.seen().get(0).body()).contains("\"id\":1", "\"id\":3");
    assertThat(server.seen().get(3).body()).isEqualTo("[{\"id\":5,\"__op\":1}]");
    assertThat(counters.loads()).isEqualTo(4);
    assertThat(counters.rows()).isEqualTo(5);
  }

  @Test
  void theSameBatchLoadedAgainHasTheSameLabelsAndBytes() {
    RowBatch batch = batch(rows.upsert(1, "a", 1), rows.upsert(2, ABSENT, 2));

    loader.load(batch);
    loader.load(batch);

    List<Seen> seen = server.seen();
    assertThat(sent("label").subList(0, 2)).isEqualTo(sent("label").subList(2, 4));
    assertThat(seen.get(0).body()).isEqualTo(seen.get(2).body());
    assertThat(seen.get(1).body()).isEqualTo(seen.get(3).body());
  }

  @Test
  void everyLoadOfVersionedRowsIsConditional() {
    loader.load(
        batch(
            rows.upsertAt(100, 1, "a", 1),
            rows.upsertAt(120, 2, ABSENT, 2),
            rows.hardDelete(3, "c", 3)));

    assertThat(sent("merge_condition"))
        .containsExactly("dbmazz_cdc_version", "dbmazz_cdc_version", "");
  }

  @Test
  void aTruncateEmptiesTheTableBeforeItsRowsAndNeedsNone() {
    loader.load(new RowBatch(ORDERS, List.of(), true, Instant.EPOCH, "b"));

    assertThat(sql.statements()).containsExactly("TRUNCATE TABLE `shop`.`orders`");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void aBatchThatComesAgainDoesNotLoseTheRowsThatItsFirstTryLoaded() {
    RowBatch batch =
        new RowBatch(ORDERS, List.of(rows.upsert(1, "a", 1)), true, Instant.EPOCH, "b");

    loader.load(batch);
    loader.load(batch);
    assertThat(sql.statements()).hasSize(1);

    loader.load(new RowBatch(ORDERS, List.of(), true, Instant.EPOCH, "c"));
    assertThat(sql.statements()).hasSize(2);
  }

  @Test
  void aColumnAddedToTheTargetMeanwhileIsFound() {
    loader.load(batch(rows.upsert(1, "a", 1)));
    columns.add(1, "colour varchar(9)");

    loader.load(batch(new Rows("id", "name", "total", "colour").upsert(1, "a", 1, "red")));

    assertThat(server.seen().get(1).body()).contains("\"colour\":\"red\"");
    assertThat(sent("partial_update").get(1)).isEmpty();
  }

  @Test
  void aColumnThatTheTargetLacksLoadsNothing() {
    RowBatch batch = batch(new Rows("id", "colour").upsert(1, "red"));

    assertThatThrownBy(() -> loader.load(batch))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("Table shop.orders has no column colour");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void aValueThatDoesNotFitLoadsNothingOfItsPart() {
    RowBatch batch = batch(rows.upsert(1, "a", 1), rows.upsert(2, "far too long", 2));

    assertThatThrownBy(() -> loader.load(batch))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("far too long");
    assertThat(server.seen()).isEmpty();
    assertThat(counters.loads()).isZero();
  }

  @Test
  void aValueThatDoesNotFitIsLoadedWhenTheColumnHasBecomeWider() {
    loader.load(batch(rows.upsert(1, "a", 1)));
    columns.set(1, "name varchar(50)");

    loader.load(batch(rows.upsert(2, ABSENT, 2), rows.upsert(3, "far too long", 3)));

    assertThat(server.seen()).hasSize(3);
    assertThat(sent("label")).doesNotHaveDuplicates();
    assertThat(server.seen().get(1).body()).contains("\"id\":2");
    assertThat(server.seen().get(2).body()).contains("far too long");
  }

  @Test
  void aLoadThatIsRefusedForItsColumnsIsTriedOnceWithTheTableAsItIsNow() {
    loader.load(batch(rows.upsert(1, "a", 1)));
    script =
        seen ->
            seen.headers().containsKey("columns")
                ? Answer.load("Success", "OK")
                : Answer.load("Fail", "Column has no default value. column: extra");
    columns.add("extra int");

    loader.load(batch(rows.upsert(2, "b", 2)));

    assertThat(server.seen()).hasSize(3);
    assertThat(sent("partial_update").get(2)).isEqualTo("true");
  }

  @Test
  void missingAuditColumnsAreAddedBeforeTheFirstLoad() {
    columns.subList(3, 7).clear();
    sql.refuse(
        statement -> {
          columns.addAll(
              List.of(
                  "dbmazz_op_type tinyint",
                  "dbmazz_is_deleted boolean",
                  "dbmazz_synced_at datetime",
                  "dbmazz_cdc_version bigint"));
          return null;
        });

    loader.load(batch(rows.upsert(1, "a", 1)));

    assertThat(sql.statements()).hasSize(1);
    assertThat(server.seen().get(0).body()).contains("\"dbmazz_cdc_version\":100");
  }

  @Test
  void aClosedLoaderLoadsNothing() {
    loader.close();

    assertThatThrownBy(() -> loader.load(batch(rows.upsert(1, "a", 1))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("closed");
  }
}
