package io.dbmazz.starrocks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodiesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final TargetTable TABLE =
      TargetTables.audited("id bigint key", "note varchar(100)");

  private final Rows rows = new Rows("id", "note");

  private Bodies bodies(int count, int limit) {
    List<RowOperation> operations =
        IntStream.range(0, count).mapToObj(i -> rows.upsert(i, "x".repeat(50))).toList();
    RowFormat format = new TableEncoder(TABLE, Mode.LOADED).formatOf(operations.get(0));
    return new Bodies(format, operations, NOON, limit);
  }

  @Test
  void rowsAreOneArrayWithTheTimeOfEncoding() throws Exception {
    Body body = bodies(3, Bodies.LIMIT).next();

    JsonNode array = new ObjectMapper().readTree(body.bytes());
    assertThat(body.rows()).isEqualTo(3);
    assertThat(array).hasSize(3);
    assertThat(array.get(2).get("id").asInt()).isEqualTo(2);
    assertThat(array.get(2).get("dbmazz_synced_at").asText())
        .isEqualTo("2026-01-01 12:00:00.123456");
  }

  @Test
  void bodiesStayBelowTheLimitAndNoRowIsLost() throws Exception {
    Bodies bodies = bodies(100, 1000);
    List<Integer> ids = new ArrayList<>();

    while (bodies.hasNext()) {
      Body body = bodies.next();
      assertThat(body.bytes().length).isLessThanOrEqualTo(1000);
      JsonNode array = new ObjectMapper().readTree(body.bytes());
      assertThat(array).hasSize(body.rows());
      array.forEach(row -> ids.add(row.get("id").asInt()));
    }

    assertThat(ids).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void aRowLongerThanTheLimitGoesAlone() {
    Bodies bodies = bodies(2, 10);

    assertThat(bodies.next().rows()).isEqualTo(1);
    assertThat(bodies.next().rows()).isEqualTo(1);
    assertThatThrownBy(bodies::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theSameRowsAreTheSameBytes() {
    assertThat(new String(bodies(5, Bodies.LIMIT).next().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(new String(bodies(5, Bodies.LIMIT).next().bytes(), StandardCharsets.UTF_8));
  }
}
