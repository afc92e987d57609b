package io.dbmazz.runner.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // what Connect makes of its logical types
class RecordJsonTest {

  private static final Schema NESTED =
      SchemaBuilder.struct()
          .name("shop.Value")
          .version(3)
          .doc("a row")
          .parameter("key", "id")
          .field("id", Schema.INT64_SCHEMA)
          .field("name", SchemaBuilder.string().optional().defaultValue("none").build())
          .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
          .build();

  private static SinkRecord again(SinkRecord record) throws JsonProcessingException {
    JsonNode read = new ObjectMapper().readTree(RecordJson.write(record).toString());
    return RecordJson.read(read, SchemaJson::read, record.kafkaOffset());
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("shop.public.orders", 0, null, null, schema, value, 7);
  }

  static Stream<SchemaAndValue> typed() {
    Schema decimal = Decimal.builder(2).optional().build();
    Struct row = new Struct(NESTED).put("id", Long.MIN_VALUE).put("tags", Arrays.asList("a", null));
    return Stream.of(
        new SchemaAndValue(Schema.INT8_SCHEMA, (byte) -128),
        new SchemaAndValue(Schema.INT16_SCHEMA, Short.MIN_VALUE),
        new SchemaAndValue(Schema.INT32_SCHEMA, Integer.MIN_VALUE),
        new SchemaAndValue(Schema.INT64_SCHEMA, Long.MAX_VALUE),
        new SchemaAndValue(Schema.FLOAT32_SCHEMA, 0.1f),
        new SchemaAndValue(Schema.FLOAT32_SCHEMA, Float.NaN),
        new SchemaAndValue(Schema.FLOAT64_SCHEMA, 0.1 + 0.2),
        new SchemaAndValue(Schema.FLOAT64_SCHEMA, -0.0),
        new SchemaAndValue(Schema.FLOAT64_SCHEMA, Double.MIN_VALUE),
        new SchemaAndValue(Schema.FLOAT64_SCHEMA, Double.NaN),
        new SchemaAndValue(Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY),
        new SchemaAndValue(Schema.BOOLEAN_SCHEMA, true),
        new SchemaAndValue(Schema.STRING_SCHEMA, "quote \" tab \t newline \n \uD83D\uDE00"),
        new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, null),
        new SchemaAndValue(decimal, new BigDecimal("12345678901234567890123456789.10")),
        new SchemaAndValue(Timestamp.SCHEMA, new Date(1_700_000_000_123L)),
        new SchemaAndValue(Time.SCHEMA, new Date(1)),
        new SchemaAndValue(
            SchemaBuilder.map(Schema.INT32_SCHEMA, decimal).build(),
            Map.of(1, new BigDecimal("0.10"))),
        new SchemaAndValue(NESTED, row));
  }

  @ParameterizedTest
  @MethodSource("typed")
  void valueAndSchemaComeBackAsTheyWere(SchemaAndValue given) throws JsonProcessingException {
    SinkRecord again = again(record(given.schema(), given.value()));

    assertThat(again.value()).isEqualTo(given.value());
    assertThat(again.valueSchema()).isEqualTo(given.schema());
  }

  @Test
  void nullStaysNullWhereTheSchemaHasADefault() throws JsonProcessingException {
    Struct row = new Struct(NESTED).put("id", 1L).put("name", null);

    Struct again = (Struct) again(record(NESTED, row)).value();

    assertThat(again.getWithoutDefault("name")).isNull();
  }

  @Test
  void bytesComeBackByteForByte() throws JsonProcessingException {
    byte[] bytes = {0, -1, 127, '\n'};

    assertThat((byte[]) again(record(Schema.BYTES_SCHEMA, bytes)).value()).containsExactly(bytes);
    assertThat((byte[]) again(record(Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes))).value())
        .containsExactly(bytes);
  }

  @Test
  void valuesWithoutASchemaKeepTheirTypes() throws JsonProcessingException {
    Map<String, Object> row = new HashMap<>();
    row.put("int", 1);
    row.put("long", 1L);
    row.put("double", Double.NaN);
    row.put("decimal", new BigDecimal("1.0"));
    row.put("date", new Date(5));
    row.put("text", "x");
    row.put("nothing", null);
    row.put("list", Arrays.asList(1, "a", null));
    row.put("row", new Struct(NESTED).put("id", 2L));

    assertThat(again(record(null, row)).value()).isEqualTo(row);
  }

  @Test
  void topicKeyTimeAndHeadersComeBack() throws JsonProcessingException {
    SinkRecord record =
        new SinkRecord(
            "t",
            0,
            Schema.INT64_SCHEMA,
            5L,
            null,
            null,
            7,
            1_000L,
            org.apache.kafka.common.record.TimestampType.CREATE_TIME);
    record.headers().addLong("h", 3).addString("h", "x");

    SinkRecord again = again(record);

    assertThat(again).isEqualTo(record);
    assertThat(again.headers()).isEqualTo(record.headers());
    assertThat(List.of(again.topic(), again.key(), again.timestamp()))
        .containsExactly("t", 5L, 1000L);
  }
}
