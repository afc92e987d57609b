package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.json.Written.json;
import static io.dbmazz.starrocks.json.Written.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.Recorded;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL has and others have not, as Debezium's connector emits it by the stream. */
class DebeziumSpecialsTest {

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "microseconds", "isostring", "nanoseconds"})
  void infiniteTimestampsAreKnownAsText(String mode) {
    assertThat(text(mode, "t_last")).isEqualTo("infinity");
    assertThat(text(mode, "t_first")).isEqualTo("-infinity");
    assertThat(text(mode, "z_last")).isEqualTo("infinity");
    assertThat(text(mode, "z_first")).isEqualTo("-infinity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "microseconds", "isostring", "nanoseconds"})
  void infiniteDatesAreRefusedAsDebeziumLosesWhichTheyAre(String mode) {
    for (String column : new String[] {"d_last", "d_first"}) {
      refused("varchar(50)", schema(mode, column), value(mode, column))
          .hasMessageContaining("PostgreSQL does not have");
      refused("date", schema(mode, column), value(mode, column)).hasMessageContaining("infinity");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "microseconds", "isostring"})
  void yearsThatStarRocksLacksAreTextOnly(String mode) {
    assertThat(text(mode, "d_bc")).isEqualTo("0044-03-15 BC");
    assertThat(text(mode, "t_bc")).isEqualTo("0044-03-15 12:00:00.000000 BC");
    assertThat(text(mode, "d_far")).isEqualTo("12024-01-02");
    assertThat(text(mode, "t_far")).isEqualTo("12024-01-02 03:04:05.000000");
    for (String column : new String[] {"t_last", "t_first", "z_last", "t_bc", "d_far", "t_far"}) {
      refused("datetime", schema(mode, column), value(mode, column));
    }
  }

  /** NaN and Infinity of a double do not pass Kafka's JsonConverter, which makes 0 of them. */
  @Test
  void notANumberIsTextOnly() {
    assertThat(text("adaptive", "n_nan")).isEqualTo("NAN");
    refused("decimal(10,2)", schema("adaptive", "n_nan"), value("adaptive", "n_nan"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "microseconds", "nanoseconds"})
  void endOfTheDayIsKnown(String mode) {
    assertThat(text(mode, "t_midnight")).isEqualTo("24:00:00.000000");
  }

  private static String text(String mode, String column) {
    String json = json("varchar(50)", schema(mode, column), value(mode, column));
    return json.substring(1, json.length() - 1);
  }

  private static Schema schema(String mode, String column) {
    return row(mode).schema().field(column).schema();
  }

  private static Object value(String mode, String column) {
    return row(mode).get(column);
  }

  private static Struct row(String mode) {
    return ((Struct) Recorded.withSchemas("specials-" + mode)[1].value()).getStruct("after");
  }
}
