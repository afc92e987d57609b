package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.json.TableEncoder;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.TargetTables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadHeadersTest {

  private static final Label LABEL = new Label("l1");

  private final Rows rows = new Rows("id", "name");

  private static RowFormat format(RowOperation row) {
    return new TableEncoder(TargetTables.audited("id int key", "name varchar(9)"), Mode.LOADED)
        .formatOf(row);
  }

  private static Map<String, String> headers(RowOperation row, Guard guard) {
    return new LoadHeaders(Map.of()).of(format(row), LABEL, guard);
  }

  @Test
  void nothingIsFilteredOrMadeNull() {
    assertThat(headers(rows.upsert(1, "a"), Guard.NONE))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "format", "json",
                "label", "l1",
                "max_filter_ratio", "0",
                "strict_mode", "true",
                "strip_outer_array", "true",
                "timeout", "300"));
  }

  @Test
  void aPartialUpdateNamesItsColumns() {
    assertThat(headers(rows.upsert(1, RowOperation.ABSENT), Guard.NONE))
        .containsEntry("partial_update", "true")
        .hasEntrySatisfying("columns", columns -> assertThat(columns).startsWith("`id`,`dbmazz_"));
  }

  @Test
  void aDeleteNamesItsColumnsAndIsNoPartialUpdate() {
    assertThat(headers(rows.hardDelete(1, "a"), Guard.NONE))
        .containsEntry("columns", "`id`,`__op`")
        .doesNotContainKey("partial_update");
  }

  @Test
  void aGuardedRowReplacesNoNewerOne() {
    assertThat(headers(rows.upsert(1, "a"), Guard.NOT_NEWER))
        .containsEntry("merge_condition", "dbmazz_cdc_version");
    assertThat(headers(rows.upsertAt(Audit.NO_VERSION, 1, "a"), Guard.NOT_NEWER))
        .doesNotContainKey("merge_condition");
  }

  @Test
  void usersMayChangeTheRest() {
    LoadHeaders headers = new LoadHeaders(Map.of("TIMEOUT", "90", "warehouse", "w1"));

    assertThat(headers.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(headers.of(format(rows.upsert(1, "a")), LABEL, Guard.NONE))
        .containsEntry("warehouse", "w1")
        .containsEntry("timeout", "90");
  }
}
