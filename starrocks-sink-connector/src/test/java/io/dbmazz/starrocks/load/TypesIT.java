package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every type from its Connect form to what SQL shows of it, in one row. */
class TypesIT {

  private static final List<String> TYPES = new ArrayList<>();
  private static final List<RowShape.Column> COLUMNS = new ArrayList<>();
  private static final List<Object> VALUES = new ArrayList<>();
  private static final List<String> SHOWN = new ArrayList<>();

  private static EmulatedCluster cluster;

  private static void column(String type, Schema schema, Object value, String shown) {
    String name = "c" + TYPES.size();
    TYPES.add(name + " " + type);
    COLUMNS.add(new RowShape.Column(name, schema));
    VALUES.add(value);
    SHOWN.add(shown);
  }

  private static Schema named(Schema.Type type, String name) {
    return new SchemaBuilder(type).name(name).optional().build();
  }

  @BeforeAll
  static void start() {
    Schema micros = named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp");
    Schema json = named(Schema.Type.STRING, "io.debezium.data.Json");
    column("BIGINT NOT NULL", Schema.INT64_SCHEMA, Long.MIN_VALUE, "-9223372036854775808");
    column("BOOLEAN", Schema.BOOLEAN_SCHEMA, true, "1");
    column("TINYINT", Schema.INT8_SCHEMA, (byte) -128, "-128");
    column("SMALLINT", Schema.INT16_SCHEMA, (short) 32767, "32767");
    column("INT", Schema.INT32_SCHEMA, Integer.MIN_VALUE, "-2147483648");
    column("LARGEINT", Decimal.schema(0), new BigDecimal("1E+30"), "1" + "0".repeat(30));
    column("DOUBLE", Schema.FLOAT64_SCHEMA, 0.1, "0.1");
    column(
        "DECIMAL(38, 9)",
        Decimal.schema(9),
        new BigDecimal("12345678901234567890123456789.123456789"),
        "12345678901234567890123456789.123456789");
    column(
        "VARCHAR(30)",
        Schema.STRING_SCHEMA,
        "\u20ac \ud83d\ude00 \"\\\n\t",
        "\u20ac \ud83d\ude00 \"\\\n\t");
    column("STRING", named(Schema.Type.STRING, "io.debezium.data.Uuid"), "u-1", "u-1");
    column("DATE", named(Schema.Type.INT32, "io.debezium.time.Date"), 2932896, "9999-12-31");
    column("DATETIME", micros, -1L, "1969-12-31 23:59:59.999999");
    column(
        "DATETIME",
        named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
        "2024-01-02T03:04:05.678901+05:30",
        "2024-01-01 21:34:05.678901");
    column("VARCHAR(20)", micros, Long.MAX_VALUE, "infinity");
    column("VARCHAR(20)", Schema.FLOAT64_SCHEMA, Double.NaN, "NaN");
    column("JSON", json, "[[\"\u20ac\"]]", "[[\"\u20ac\"]]");
    column("VARBINARY(9)", Schema.BYTES_SCHEMA, new byte[] {65, 66}, "AB");
    column(
        "ARRAY<INT>",
        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(),
        Arrays.asList(1, null, 3),
        "[1,null,3]");
    column("INT", Schema.OPTIONAL_INT32_SCHEMA, null, "null");
    cluster = new EmulatedCluster(EmulatorOptions.defaults());
    cluster.createOrders(String.join(", ", TYPES));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void everyTypeArrivesAsItWas() {
    RowShape shape = new RowShape(COLUMNS, List.of("c0"));

    cluster.load(
        new RowOperation(
            Kind.UPSERT, shape, VALUES.toArray(), List.of(VALUES.get(0)), new Audit(0, 100)));

    for (int i = 0; i < SHOWN.size(); i++) {
      assertThat(cluster.rows("SELECT c" + i + " FROM orders"))
          .as(TYPES.get(i))
          .containsExactly(SHOWN.get(i));
    }
  }
}
