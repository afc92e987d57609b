package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.ArrivingTable.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statement that creates a table. */
class CreateTableTest {

  private static final TableId ID = new TableId("shop", "orders");
  private static final CreationOptions PLAIN =
      new CreationOptions(Map.of(), 0, AuditColumn.Mode.OFF, DdlTemplate.of(DdlTemplate.PLAIN));

  private static String ddl(List<String> keys, Column... columns) {
    return new CreateTable(new ArrivingTable(ID, keys, List.of(columns)), PLAIN).text();
  }

  private static Schema named(Schema.Type type, String name) {
    return new SchemaBuilder(type).name(name).build();
  }

  private static String type(Schema schema) {
    return ColumnTypes.of(schema).toString();
  }

  private static Schema decimal(int precision, int scale) {
    return Decimal.builder(scale)
        .parameter("connect.decimal.precision", Integer.toString(precision))
        .build();
  }

  @Test
  void keysComeFirstInKeyOrderAndTheAuditColumnsLast() {
    ArrivingTable table =
        new ArrivingTable(
            ID,
            List.of("b", "a"),
            List.of(
                new Column("x`y", Schema.OPTIONAL_STRING_SCHEMA),
                new Column("a", Schema.INT32_SCHEMA),
                new Column("b", Schema.INT64_SCHEMA)));
    CreationOptions options =
        new CreationOptions(
            Map.of("replication_num", "1"), 7, AuditColumn.Mode.LOADED, PLAIN.template());

    assertThat(new CreateTable(table, options).text())
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS `shop`.`orders` (`b` BIGINT NOT NULL, `a` INT NOT NULL,"
                + " `x``y` VARCHAR(1048576) NULL, `dbmazz_op_type` TINYINT NULL,"
                + " `dbmazz_is_deleted` BOOLEAN NULL, `dbmazz_synced_at` DATETIME NULL,"
                + " `dbmazz_cdc_version` BIGINT NULL) PRIMARY KEY (`b`, `a`) DISTRIBUTED BY HASH"
                + " (`b`, `a`) BUCKETS 7 PROPERTIES (\"replication_num\" = \"1\")");
  }

  @Test
  void textsOfAKeyShareWhatIsLeftOf128Bytes() {
    assertThat(
            ddl(
                List.of("n", "u", "a", "z"),
                new Column("n", Schema.INT64_SCHEMA),
                new Column("u", named(Schema.Type.STRING, "io.debezium.data.Uuid")),
                new Column("a", Schema.STRING_SCHEMA),
                new Column("z", Schema.STRING_SCHEMA)))
        .contains(
            "`n` BIGINT NOT NULL, `u` VARCHAR(36) NOT NULL, `a` VARCHAR(40) NOT NULL,"
                + " `z` VARCHAR(40) NOT NULL");
    assertThat(ddl(List.of("a"), new Column("a", Schema.STRING_SCHEMA)))
        .contains("(`a` VARCHAR(128) NOT NULL)");
  }

  @Test
  void typesThatStarRocksRefusesInAKeyBecomeText() {
    assertThat(ddl(List.of("a"), new Column("a", Schema.FLOAT64_SCHEMA)))
        .contains("`a` VARCHAR(32) NOT NULL");
    assertThat(ddl(List.of("a"), new Column("a", decimal(10, 2))))
        .contains("`a` VARCHAR(13) NOT NULL");
    assertThat(
            ddl(
                List.of("a", "b"),
                new Column("a", Schema.BYTES_SCHEMA),
                new Column("b", named(Schema.Type.STRING, "io.debezium.data.Json"))))
        .contains("`a` VARCHAR(63) NOT NULL, `b` VARCHAR(63) NOT NULL");
  }

  @Test
  void wholeDecimalsOfAKeyBecomeIntegers() {
    assertThat(ddl(List.of("a"), new Column("a", decimal(18, 0)))).contains("`a` BIGINT NOT NULL");
    assertThat(ddl(List.of("a"), new Column("a", decimal(38, 0))))
        .contains("`a` LARGEINT NOT NULL");
  }

  @Test
  void keyWhoseNumbersAloneAreTooLongIsRefused() {
    List<Column> columns =
        IntStream.range(0, 17).mapToObj(i -> new Column("c" + i, Schema.INT64_SCHEMA)).toList();
    List<String> names = columns.stream().map(Column::name).toList();

    assertThatThrownBy(() -> ddl(names, columns.toArray(Column[]::new)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("shop.orders", "128 bytes");
  }

  @Test
  void rowsWithoutAKeyMakeADuplicateKeyTableSortedByTheFirstColumnThatCanBe() {
    assertThat(
            ddl(
                List.of(),
                new Column("f", Schema.FLOAT64_SCHEMA),
                new Column("a", Schema.OPTIONAL_INT32_SCHEMA)))
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS `shop`.`orders` (`a` INT NULL, `f` DOUBLE NULL)"
                + " DUPLICATE KEY (`a`) DISTRIBUTED BY HASH (`a`)");
  }

  @Test
  void rowsThatNothingCanSortMakeNoTable() {
    assertThatThrownBy(() -> ddl(List.of(), new Column("f", Schema.FLOAT64_SCHEMA)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("shop.orders", "DUPLICATE KEY", "primary key");
  }

  @Test
  void columnsNamedAsAuditColumnsAreRefused() {
    ArrivingTable table =
        new ArrivingTable(
            ID,
            List.of("a"),
            List.of(
                new Column("a", Schema.INT32_SCHEMA),
                new Column("DBMAZZ_op_type", Schema.INT32_SCHEMA)));
    CreationOptions audited =
        new CreationOptions(Map.of(), 0, AuditColumn.Mode.LOADED, PLAIN.template());

    assertThatThrownBy(() -> new CreateTable(table, audited))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("shop.orders", "DBMAZZ_op_type", "column.exclude.list");
  }

  @Test
  void templateAddsClauses() {
    DdlTemplate template =
        DdlTemplate.of(
            "CREATE TABLE {table} ({columns}) {model} PARTITION BY (a) DISTRIBUTED BY HASH"
                + " ({keys}) {buckets} ORDER BY (b) {properties}");
    ArrivingTable table =
        new ArrivingTable(ID, List.of("a"), List.of(new Column("a", Schema.INT32_SCHEMA)));

    assertThat(
            new CreateTable(
                    table,
                    new CreationOptions(Map.of("x", "$1"), 3, AuditColumn.Mode.OFF, template))
                .text())
        .isEqualTo(
            "CREATE TABLE `shop`.`orders` (`a` INT NOT NULL) PRIMARY KEY (`a`) PARTITION BY (a)"
                + " DISTRIBUTED BY HASH (`a`)  BUCKETS 3 ORDER BY (b)  PROPERTIES (\"x\" = \"$1\")");
  }

  @Test
  void templateThatCannotBeFilledIsRefused() {
    assertThatThrownBy(() -> DdlTemplate.of("CREATE TABLE {table} ({columns})"))
        .hasMessageContaining("lacks {model}");
    assertThatThrownBy(() -> DdlTemplate.of(DdlTemplate.PLAIN + " {comment}"))
        .hasMessageContaining("{comment} is none of");
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, BOOLEAN",
    "INT8, TINYINT",
    "INT16, SMALLINT",
    "INT32, INT",
    "INT64, BIGINT",
    "FLOAT32, FLOAT",
    "FLOAT64, DOUBLE",
    "BYTES, VARBINARY",
    "STRING, VARCHAR(1048576)"
  })
  void plainTypes(Schema.Type type, String expected) {
    assertThat(type(new SchemaBuilder(type).build())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "INT32, io.debezium.time.Date, DATE",
    "INT64, io.debezium.time.MicroTimestamp, DATETIME",
    "STRING, io.debezium.time.ZonedTimestamp, DATETIME",
    "INT64, io.debezium.time.MicroTime, VARCHAR(32)",
    "INT64, io.debezium.time.MicroDuration, VARCHAR(128)",
    "STRING, io.debezium.data.Uuid, VARCHAR(36)",
    "STRING, io.debezium.data.Json, JSON",
    "STRING, io.debezium.data.Enum, VARCHAR(1048576)"
  })
  void namedTypes(Schema.Type type, String name, String expected) {
    assertThat(type(named(type, name))).isEqualTo(expected);
  }

  @Test
  void decimalsKeepTheirDigitsOrBecomeText() {
    assertThat(type(decimal(12, 2))).isEqualTo("DECIMAL(12, 2)");
    assertThat(type(Decimal.schema(9))).isEqualTo("DECIMAL(38, 9)");
    assertThat(type(decimal(39, 2))).isEqualTo("VARCHAR(1048576)");
    assertThat(type(decimal(3, 5))).isEqualTo("DECIMAL(5, 5)");
    assertThat(type(decimal(3, -2))).isEqualTo("DECIMAL(5, 0)");
  }

  @Test
  void declaredLengthCountsCharactersAndTheColumnBytes() {
    Schema known =
        SchemaBuilder.string().parameter("__debezium.source.column.length", "20").build();

    assertThat(type(known)).isEqualTo("VARCHAR(80)");
  }

  @Test
  void arraysOfWhatCannotBeAnElementBecomeJson() {
    assertThat(type(SchemaBuilder.array(decimal(5, 1)).build())).isEqualTo("ARRAY<DECIMAL(5, 1)>");
    assertThat(type(SchemaBuilder.array(Schema.BYTES_SCHEMA).build())).isEqualTo("JSON");
    assertThat(type(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build()))
        .isEqualTo("JSON");
  }

  @Test
  void propertiesAreReadInOrderAndRefusedWithoutAName() {
    assertThat(CreationOptions.properties("replication_num=1; compression = LZ4 ;"))
        .containsExactly(Map.entry("replication_num", "1"), Map.entry("compression", "LZ4"));
    assertThatThrownBy(() -> CreationOptions.properties("=1")).hasMessageContaining("name=value");
  }
}
