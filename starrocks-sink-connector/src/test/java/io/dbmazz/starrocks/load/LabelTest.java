package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.json.TableEncoder;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelTest {

  private static final TableId ORDERS = new TableId("shop", "orders");
  private static final RowFormat WHOLE = format("id", "name");
  private static final RowFormat PARTIAL = format("id");

  private static RowFormat format(String... columns) {
    TableEncoder encoder =
        new TableEncoder(TargetTables.table("id int key", "name varchar(9)"), Mode.OFF);
    return encoder.formatOf(new Rows(columns).upsert(new Object[] {1, "a"}));
  }

  private static Label label(TableId table, String batch, RowFormat format, String body) {
    return Label.of(
        "dbmazz", table, batch, format, new Body(body.getBytes(StandardCharsets.UTF_8), 1));
  }

  @Test
  void theSameLoadHasTheSameLabel() {
    assertThat(label(ORDERS, "b1", WHOLE, "[1]")).isEqualTo(label(ORDERS, "b1", WHOLE, "[1]"));
  }

  @Test
  void anotherLoadHasAnother() {
    assertThat(
            List.of(
                label(ORDERS, "b1", WHOLE, "[1]"),
                label(ORDERS, "b1", WHOLE, "[2]"),
                label(ORDERS, "b2", WHOLE, "[1]"),
                label(ORDERS, "b1", PARTIAL, "[1]"),
                label(new TableId("shop2", "orders"), "b1", WHOLE, "[1]")))
        .doesNotHaveDuplicates();
  }

  @Test
  void whateverTheNameOfTheTableItIsALabel() {
    TableId table = new TableId("shop", "Größe der \"Bestellung\" ".repeat(40));

    assertThat(Label.of("p".repeat(32), table, "b1", WHOLE, new Body(new byte[0], 0)).value())
        .matches("[A-Za-z0-9_-]{1,128}")
        .startsWith("p".repeat(32) + "_Gr--e");
  }
}
