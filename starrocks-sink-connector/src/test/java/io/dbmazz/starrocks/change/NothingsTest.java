package io.dbmazz.starrocks.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.Recorded;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "connect", "isostring"})
  void everyTypesStandInOfDebeziumIsRecognised(String mode) {
    Struct envelope = (Struct) Recorded.withSchemas("deleted-" + mode)[1].value();
    Struct before = envelope.getStruct("before");

    for (Field field : before.schema().fields()) {
      assertThat(field.name().equals("id") || Nothings.mayBe(field.schema(), before.get(field)))
          .as(field.name())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "connect", "isostring", "nanoseconds"})
  void valuesAreNone(String mode) {
    Struct after = ((Struct) Recorded.withSchemas("types-" + mode)[0].value()).getStruct("after");

    for (Field field : after.schema().fields()) {
      assertThat(Nothings.mayBe(field.schema(), after.get(field))).as(field.name()).isFalse();
    }
  }

  @Test
  void zeroOfAColumnThatMayBeNullIsAValue() {
    assertThat(Nothings.mayBe(Schema.OPTIONAL_INT32_SCHEMA, 0)).isFalse();
    assertThat(Nothings.mayBe(Schema.INT32_SCHEMA, 0)).isTrue();
    assertThat(Nothings.mayBe(Schema.INT32_SCHEMA, 1)).isFalse();
    assertThat(Nothings.mayBe(Schema.STRING_SCHEMA, "a")).isFalse();
    assertThat(Nothings.mayBe(Schema.BYTES_SCHEMA, new byte[] {1})).isFalse();
    assertThat(Nothings.mayBe(Schema.BYTES_SCHEMA, new BigDecimal("0.01"))).isFalse();
  }

  @Test
  void defaultOfTheColumnMayStandForAnything() {
    Schema flag = SchemaBuilder.bool().defaultValue(true).build();

    assertThat(Nothings.mayBe(flag, true)).isTrue();
    assertThat(Nothings.mayBe(Schema.BOOLEAN_SCHEMA, true)).isFalse();
  }
}
