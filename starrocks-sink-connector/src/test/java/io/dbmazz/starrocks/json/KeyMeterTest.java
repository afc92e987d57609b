package io.dbmazz.starrocks.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTables;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** Keys that StarRocks would refuse with their whole load. */
class KeyMeterTest {

  private static final String EURO = "\u20ac";

  private static void write(TargetTable table, RowOperation row) {
    TableEncoder encoder = new TableEncoder(table, AuditColumn.Mode.OFF);
    encoder.formatOf(row).write(row, new Value.Moment(0), new JsonBytes(64));
  }

  @Test
  void keyOf128BytesIsTakenAndALongerOneIsRefusedWithTableColumnsAndRule() {
    TargetTable table = TargetTables.table("id varchar(500) key");

    assertThatCode(() -> write(table, new Rows("id").upsert("x".repeat(128))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> write(table, new Rows("id").upsert("x".repeat(129))))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("shop.orders", "[id]", "129 bytes", "primary_key_limit_size")
        .hasMessageNotContaining("xx");
  }

  @Test
  void bytesCountAndNotCharactersOrEscapes() {
    TargetTable table = TargetTables.table("id varchar(500) key");

    assertThatCode(() -> write(table, new Rows("id").upsert("\"".repeat(128))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> write(table, new Rows("id").upsert(EURO.repeat(43))))
        .hasMessageContaining("129 bytes");
  }

  @Test
  void textsButTheLastHaveAnEndAndNumbersTheirSize() {
    TargetTable table =
        TargetTables.table("a varchar(500) key", "n bigint key", "z varchar(500) key", "v int");
    Rows rows = new Rows("z", "v", "n", "a");

    assertThatCode(() -> write(table, rows.upsert("z".repeat(59), 1, 2L, "a".repeat(59))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> write(table, rows.upsert("z".repeat(59), 1, 2L, "a".repeat(60))))
        .hasMessageContainingAll("[a, n, z]", "129 bytes");
  }

  @Test
  void rowAfterARefusedOneIsMeasuredAnew() {
    TargetTable table = TargetTables.table("a varchar(500) key", "z varchar(90) key");
    Rows rows = new Rows("a", "z");
    TableEncoder encoder = new TableEncoder(table, AuditColumn.Mode.OFF);
    RowOperation refused = rows.upsert("a".repeat(100), "z".repeat(91));
    RowOperation next = rows.upsert("a".repeat(30), "z".repeat(90));
    JsonBytes out = new JsonBytes(64);

    assertThatThrownBy(() -> encoder.formatOf(refused).write(refused, new Value.Moment(0), out))
        .hasMessageContaining("column z");
    assertThatCode(() -> encoder.formatOf(next).write(next, new Value.Moment(0), out))
        .doesNotThrowAnyException();
  }

  @Test
  void deletesAreMeasuredToo() {
    TargetTable table = TargetTables.table("id varchar(500) key", "v int");

    assertThatThrownBy(() -> write(table, new Rows("id", "v").hardDelete("x".repeat(129), null)))
        .hasMessageContaining("129 bytes");
  }
}
