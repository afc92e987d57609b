package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.Unrepresentable;
import io.dbmazz.starrocks.json.RowFormat.Reach;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.TableMismatchException;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTables;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class TableEncoderTest {

  private static final Value.Moment NOON = new Value.Moment(43_200_000_000L);
  private static final String AUDIT =
      ",\"dbmazz_op_type\":%d,\"dbmazz_is_deleted\":%s,"
          + "\"dbmazz_synced_at\":\"1970-01-01 12:00:00.000000\",\"dbmazz_cdc_version\":100}";

  private final Rows rows = new Rows("id", "name", "total");
  private final TargetTable table =
      TargetTables.audited("id bigint key", "name varchar(9) required", "total decimal(9,2)");

  private static RowFormat format(TargetTable table, RowOperation row) {
    return new TableEncoder(table, Mode.LOADED).formatOf(row);
  }

  private static String json(TargetTable table, RowOperation row) {
    JsonBytes out = new JsonBytes(64);
    format(table, row).write(row, NOON, out);
    return out.text();
  }

  @Test
  void wholeRowsNeedNoColumnList() {
    RowOperation row = rows.upsert(1, "a", 2.5);

    assertThat(format(table, row).reach()).isEqualTo(Reach.WHOLE_ROWS);
    assertThat(format(table, row).columns()).isEmpty();
    assertThat(json(table, row))
        .isEqualTo("{\"id\":1,\"name\":\"a\",\"total\":\"2.5\"" + AUDIT.formatted(0, false));
  }

  @Test
  void valueThatItsTypeCannotHoldIsTextInATextColumn() {
    RowOperation row = rows.upsert(1, new Unrepresentable("NaN"), 2.5);

    assertThat(json(table, row)).contains("\"name\":\"NaN\"");
  }

  @Test
  void valueThatItsTypeCannotHoldIsRefusedElsewhereAndNotNull() {
    RowOperation row = rows.upsert(1, "a", new Unrepresentable("NaN"));

    assertThatThrownBy(() -> json(table, row))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column total")
        .hasMessageContaining("VARCHAR");
  }

  @Test
  void absentColumnsAreLeftOutOfAPartialUpdate() {
    RowOperation row = rows.upsert(1, ABSENT, null);

    assertThat(format(table, row).reach()).isEqualTo(Reach.PARTIAL_UPDATE);
    assertThat(format(table, row).columns())
        .hasValue(
            "`id`,`total`,`dbmazz_op_type`,`dbmazz_is_deleted`,`dbmazz_synced_at`,"
                + "`dbmazz_cdc_version`");
    assertThat(json(table, row)).isEqualTo("{\"id\":1,\"total\":null" + AUDIT.formatted(0, false));
  }

  @Test
  void rowsOfOneColumnSetShareAFormatAndOthersDoNot() {
    TableEncoder encoder = new TableEncoder(table, Mode.LOADED);
    RowFormat format = encoder.formatOf(rows.upsert(1, ABSENT, 1));

    assertThat(encoder.formatOf(rows.upsert(2, ABSENT, 2))).isSameAs(format);
    assertThat(encoder.formatOf(rows.upsert(3, "a", ABSENT))).isNotSameAs(format);
    assertThat(encoder.formatOf(rows.upsert(4, "a", 1))).isNotSameAs(format);
  }

  @Test
  void anAbsentColumnBeyondTheSixtyFourthIsLeftOutToo() {
    String[] names = IntStream.range(0, 80).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] columns =
        Arrays.stream(names)
            .map(name -> name + (name.equals("c0") ? " int key" : " int"))
            .toArray(String[]::new);
    Object[] values = new Object[80];
    Arrays.fill(values, 7);
    values[70] = ABSENT;

    String json = json(TargetTables.audited(columns), new Rows(names).upsert(values));

    assertThat(json).contains("\"c69\":7,\"c71\":7").doesNotContain("c70");
  }

  @Test
  void softDeleteOfAKnownRowIsAWholeRowThatSaysDeleted() {
    RowOperation row = rows.softDelete(1, "a", 2.5);

    assertThat(format(table, row).reach()).isEqualTo(Reach.WHOLE_ROWS);
    assertThat(json(table, row)).endsWith(AUDIT.formatted(2, true));
  }

  @Test
  void softDeleteWithTheKeyAloneTouchesKeyAndAuditColumns() {
    RowOperation absent = rows.softDelete(1, ABSENT, ABSENT);
    RowOperation keyOnly = new Rows("id").softDelete(1);

    assertThat(json(table, absent)).isEqualTo("{\"id\":1" + AUDIT.formatted(2, true));
    assertThat(json(table, keyOnly)).isEqualTo("{\"id\":1" + AUDIT.formatted(2, true));
    assertThat(format(table, keyOnly).reach()).isEqualTo(Reach.PARTIAL_UPDATE);
  }

  @Test
  void hardDeleteSendsTheKeyAndStandInsForRequiredColumns() {
    TargetTable required =
        TargetTables.audited(
            "id bigint key", "name varchar(9) required", "day date required", "note varchar(9)");

    assertThat(json(required, new Rows("id").hardDelete(1)))
        .isEqualTo("{\"id\":1,\"name\":\"\",\"day\":\"1970-01-01\",\"__op\":1}");
    assertThat(format(required, new Rows("id").hardDelete(1)).columns())
        .hasValue("`id`,`name`,`day`,`__op`");
  }

  @Test
  void withoutVersionTheTargetKeepsItsOwn() {
    RowFormat format = format(table, rows.upsertAt(Audit.NO_VERSION, 1, "a", 2));

    assertThat(format.versioned()).isFalse();
    assertThat(format.reach()).isEqualTo(Reach.PARTIAL_UPDATE);
    assertThat(format.columns().orElseThrow()).doesNotContain("dbmazz_cdc_version");
  }

  @Test
  void namesAreSpelledAsTheTargetSpellsThem() {
    TargetTable target = TargetTables.audited("ID bigint key", "Name varchar(9)");

    assertThat(json(target, new Rows("id", "NAME").upsert(1, "a")))
        .startsWith("{\"ID\":1,\"Name\":\"a\"");
  }

  @Test
  void binaryColumnsAreDecodedByTheLoad() {
    TargetTable target = TargetTables.audited("id bigint key", "data varbinary(9)");
    RowOperation row = new Rows("id", "data").upsert(1, new byte[] {1});

    assertThat(json(target, row)).startsWith("{\"id\":1,\"__base64_data\":\"AQ==\"");
    assertThat(format(target, row).columns().orElseThrow())
        .startsWith("`id`,`__base64_data`,")
        .endsWith(",`data`=to_binary(`__base64_data`,'encode64')");
    assertThat(format(target, row).reach()).isEqualTo(Reach.WHOLE_ROWS);
  }

  @Test
  void columnsThatTheRowsDoNotBringStayAsTheyAre() {
    TargetTable target = TargetTables.audited("id bigint key", "name varchar(9)", "extra int");

    assertThat(format(target, new Rows("id", "name").upsert(1, "a")).reach())
        .isEqualTo(Reach.PARTIAL_UPDATE);
  }

  @Test
  void aColumnThatTheTargetLacksIsNeverIgnored() {
    assertThatThrownBy(() -> format(table, new Rows("id", "name", "colour").upsert(1, "a", "red")))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("Table shop.orders has no column colour")
        .hasMessageContaining("ALTER TABLE `shop`.`orders` ADD COLUMN `colour`");
  }

  @Test
  void aRequiredColumnThatTheRowsLackIsNamed() {
    assertThatThrownBy(() -> format(table, new Rows("id", "total").upsert(1, 2)))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("Table shop.orders, column name")
        .hasMessageContaining("NOT NULL without a default");
  }

  @Test
  void aKeyColumnThatTheRowsLackIsNamed() {
    TargetTable target = TargetTables.audited("id bigint key", "region int key");

    assertThatThrownBy(() -> format(target, new Rows("id").softDelete(1)))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("column region: it belongs to the PRIMARY KEY");
  }

  @Test
  void aKeyThatIsNotKnownCannotBeDeleted() {
    TargetTable target = TargetTables.audited("id bigint key", "region int key");

    assertThatThrownBy(() -> json(target, new Rows("id", "region").hardDelete(1, ABSENT)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("REPLICA IDENTITY");
  }

  @Test
  void aRefusedValueIsNamedByTableColumnAndRule() {
    assertThatThrownBy(() -> json(table, rows.upsert(1, "too long to fit", 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Table shop.orders, column name: 15 bytes, and varchar holds 9 (bytes, not"
                + " characters)");
  }

  @Test
  void nullInARequiredColumnIsRefusedBeforeLoading() {
    assertThatThrownBy(() -> json(table, rows.upsert(1, null, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage("Table shop.orders, column name: NULL, and the column is NOT NULL");
  }

  @Test
  void rowsThatBringAnAuditColumnAreRefused() {
    assertThatThrownBy(() -> format(table, new Rows("id", "DBMAZZ_op_type").upsert(1, 2)))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("audit.columns=false");
  }

  @Test
  void withoutAuditColumnsTheRowIsLoadedAlone() {
    TargetTable plain = TargetTables.table("id bigint key", "name varchar(9)");
    RowOperation row = new Rows("id", "name").upsert(1, "a");
    JsonBytes out = new JsonBytes(64);

    new TableEncoder(plain, Mode.OFF).formatOf(row).write(row, NOON, out);

    assertThat(out.text()).isEqualTo("{\"id\":1,\"name\":\"a\"}");
  }

  @Test
  void withoutAuditColumnsARowCannotBeMarkedDeleted() {
    TargetTable plain = TargetTables.table("id bigint key");

    assertThatThrownBy(
            () -> new TableEncoder(plain, Mode.OFF).formatOf(new Rows("id").softDelete(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("delete.mode=soft");
  }

  @Test
  void tablesWithoutAPrimaryKeyTakeNewRowsAndNoDeletes() {
    TargetTable log = TargetTables.audited("id bigint", "note varchar(9)");

    assertThat(format(log, new Rows("id").upsert(1)).reach()).isEqualTo(Reach.NEW_ROWS);
    assertThatThrownBy(() -> format(log, new Rows("id").softDelete(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no PRIMARY KEY table");
  }
}
