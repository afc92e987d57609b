package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.json.Written.json;
import static io.dbmazz.starrocks.json.Written.refused;
import static io.dbmazz.starrocks.json.Written.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.TableMismatchException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedWritersTest {

  private static final Schema JSON = string("io.debezium.data.Json");

  @Test
  void documentsAreEmbeddedAsTheyAre() {
    String document = "{\"price\": 1.10, \"n\": 12345678901234567890.5, \"s\": \"\u20ac\"}";

    assertThat(json("json", JSON, document)).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}{}", "{},", "nul", "{\"a\":1}]", "1 2"})
  void textThatIsNotOneDocumentCannotReachTheBody(String text) {
    refused("json", JSON, text).hasMessageContaining("not one JSON document").hasNoCause();
  }

  @Test
  void documentsNestedDeeperThanParsersGoAreRefused() {
    refused("json", JSON, "[".repeat(2000) + "]".repeat(2000));
  }

  @Test
  void documentsLongerThanTheTypeAreRefused() {
    refused("json", JSON, '"' + "a".repeat(16 * 1024 * 1024) + '"')
        .hasMessage("longer than 16 MB, the most that json holds");
  }

  @Test
  void plainTextIsADocumentOnlyWhenItIsAContainer() {
    assertThat(json("json", Schema.STRING_SCHEMA, "[1]")).isEqualTo("[1]");
    assertThat(json("json", Schema.STRING_SCHEMA, "1")).isEqualTo("\"1\"");
    assertThat(json("json", Schema.STRING_SCHEMA, "{oops")).isEqualTo("\"{oops\"");
  }

  @Test
  void numbersAreNumbersAndNotANumberIsText() {
    assertThat(json("json", List.of(1, new BigDecimal("1.10"), Double.NaN, true)))
        .isEqualTo("[1,1.10,\"NaN\",true]");
  }

  @Test
  void structsAndMapsAreObjects() {
    Schema point =
        SchemaBuilder.struct()
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    assertThat(json("json", point, new Struct(point).put("x", 1.5)))
        .isEqualTo("{\"x\":1.5,\"name\":null}");
    assertThat(json("json", Map.of())).isEqualTo("{}");
    assertThat(json("map<varchar(9),int>", Map.of("a", 1))).isEqualTo("{\"a\":1}");
    refused("struct<a int>", List.of()).hasMessage("a value of kind array is no struct");
  }

  @Test
  void elementsOfArraysFollowTheRulesOfTheirType() {
    Schema ints = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
    Schema moments = SchemaBuilder.array(Written.int64("io.debezium.time.MicroTimestamp")).build();

    assertThat(json("array<int(11)>", ints, Arrays.asList(1, null, 3))).isEqualTo("[1,null,3]");
    assertThat(json("array<datetime>", moments, List.of(0L)))
        .isEqualTo("[\"1970-01-01 00:00:00.000000\"]");
    assertThat(json("array<array<decimal(4, 1)>>", List.of(List.of(1.5), List.of())))
        .isEqualTo("[[\"1.5\"],[]]");
    refused("array<tinyint(4)>", ints, List.of(1000)).hasMessage("out of the range of tinyint");
    refused("array<varchar(2)>", List.of("abc")).hasMessageContaining("varchar holds 2");
  }

  @Test
  void jsonTextOfAnArrayIsAnArray() {
    assertThat(json("array<int>", JSON, " [1,2]")).isEqualTo(" [1,2]");
    refused("array<int>", JSON, "{}").hasMessage("JSON text of another kind is no array");
    refused("array<int>", Schema.STRING_SCHEMA, "{1,2}")
        .hasMessage("a value of kind string is no array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bitmap", "hll", "percentile", "array<varbinary(3)>"})
  void typesThatRowsCannotBeLoadedIntoAreNamed(String type) {
    assertThatThrownBy(() -> json(type, Schema.STRING_SCHEMA, "x"))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("Table shop.orders, column c")
        .hasMessageContaining(type);
  }
}
