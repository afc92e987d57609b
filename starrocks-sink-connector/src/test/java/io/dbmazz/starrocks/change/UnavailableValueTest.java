package io.dbmazz.starrocks.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnavailableValueTest {

  private static final String TEXT = "__debezium_unavailable_value";

  @Test
  void everyFormThatDebeziumWritesIsRecognised() {
    byte[] bytes = TEXT.getBytes(UTF_8);
    List<Integer> integers = new ArrayList<>();
    List<Long> longs = new ArrayList<>();
    for (byte b : bytes) {
      integers.add((int) b);
      longs.add((long) b);
    }

    assertThat(
            List.of(
                TEXT,
                bytes,
                ByteBuffer.wrap(bytes),
                List.of(TEXT),
                List.of(bytes),
                List.of(ByteBuffer.wrap(bytes)),
                integers,
                longs,
                List.of(UUID.nameUUIDFromBytes(bytes).toString()),
                Map.of(TEXT, TEXT),
                "{\"" + TEXT + "\":\"" + TEXT + "\"}"))
        .allMatch(UnavailableValue::matches);
  }

  @Test
  void otherValuesAreValues() {
    assertThat(
            List.of(
                TEXT + " ",
                "",
                new byte[28],
                ByteBuffer.allocate(0),
                List.of(),
                List.of(TEXT, TEXT),
                List.of(1L),
                Map.of(),
                Map.of(TEXT, "x"),
                28))
        .noneMatch(UnavailableValue::matches);
    assertThat(UnavailableValue.matches(null)).isFalse();
  }
}
