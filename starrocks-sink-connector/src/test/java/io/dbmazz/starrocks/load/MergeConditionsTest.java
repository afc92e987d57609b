package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.json.TableEncoder;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.StarRocksVersion;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTables;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MergeConditionsTest {

  private static final TargetTable KEYED =
      TargetTables.audited("id int key", "name varchar(9)", "note varchar(9)");
  private static final TargetTable KEYLESS =
      TargetTables.audited("id int", "name varchar(9)", "note varchar(9)");

  private final Rows rows = new Rows("id", "name", "note");
  private final RowOperation whole = rows.upsert(1, "a", "b");
  private final RowOperation partial = rows.upsert(1, "a", RowOperation.ABSENT);

  private static Guard guard(StarRocksVersion server, TargetTable table, RowOperation row) {
    RowFormat format = new TableEncoder(table, Mode.LOADED).formatOf(row);
    return new MergeConditions(() -> server).guard(table, format);
  }

  private static Guard guard(RowOperation row) {
    return guard(new StarRocksVersion(3, 1, 3), KEYED, row);
  }

  @Test
  void noVersionedRowReplacesANewerOne() {
    assertThat(guard(whole)).isEqualTo(Guard.NOT_NEWER);
    assertThat(guard(partial)).isEqualTo(Guard.NOT_NEWER);
  }

  @Test
  void softDeleteIsATombstoneUnderTheSameGuard() {
    assertThat(guard(rows.softDelete(1, "a", "b"))).isEqualTo(Guard.NOT_NEWER);
    assertThat(guard(rows.softDelete(1, RowOperation.ABSENT, RowOperation.ABSENT)))
        .isEqualTo(Guard.NOT_NEWER);
  }

  @Test
  void deletesAndRowsWithoutAVersionHaveNoCondition() {
    assertThat(guard(rows.hardDelete(1, "a", "b"))).isEqualTo(Guard.NONE);
    assertThat(guard(rows.upsertAt(Audit.NO_VERSION, 1, "a", "b"))).isEqualTo(Guard.NONE);
  }

  @Test
  void aTableWithoutPrimaryKeyTakesNone() {
    StarRocksVersion now = new StarRocksVersion(3, 5, 4);

    assertThat(guard(now, KEYLESS, whole)).isEqualTo(Guard.NONE);
    assertThat(guard(now, KEYLESS, partial)).isEqualTo(Guard.NONE);
  }

  @Test
  void onlyServersThatKnowItAreSentIt() {
    StarRocksVersion before = new StarRocksVersion(2, 4, 9);
    StarRocksVersion first = new StarRocksVersion(2, 5, 0);
    StarRocksVersion lastWithoutPartial = new StarRocksVersion(3, 1, 2);

    assertThat(guard(before, KEYED, whole)).isEqualTo(Guard.NONE);
    assertThat(guard(first, KEYED, whole)).isEqualTo(Guard.NOT_NEWER);
    assertThat(guard(lastWithoutPartial, KEYED, partial)).isEqualTo(Guard.NONE);
  }

  @Test
  void theServerIsAskedOnceAndOnlyWhenItMatters() {
    AtomicInteger asked = new AtomicInteger();
    MergeConditions conditions =
        new MergeConditions(
            () -> {
              asked.incrementAndGet();
              return new StarRocksVersion(3, 5, 4);
            });
    TableEncoder encoder = new TableEncoder(KEYED, Mode.LOADED);

    conditions.guard(KEYED, encoder.formatOf(rows.hardDelete(1, "a", "b")));
    assertThat(asked).hasValue(0);

    conditions.guard(KEYED, encoder.formatOf(whole));
    conditions.guard(KEYED, encoder.formatOf(partial));
    assertThat(asked).hasValue(1);
  }
}
