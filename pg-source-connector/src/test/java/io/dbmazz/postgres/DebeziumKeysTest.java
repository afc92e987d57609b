package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebeziumKeysTest {

  @ParameterizedTest
  @CsvSource({
    "time.precision.mode, connect",
    "topic.naming.strategy, com.example.Names",
    "converters, isbn",
    "lsn.flush.mode, connector_and_driver",
    "flush.lsn.source, false",
    "slot.stream.params, add-tables=public.orders",
    "snapshot.select.statement.overrides.public.orders, SELECT 1"
  })
  void valueThatWouldMakeOtherRecordsIsRefused(String key, String value) {
    assertThat(DebeziumKeys.refusals(Map.of(key, value))).containsOnlyKeys(key);
    assertThat(DebeziumKeys.warnings(Map.of(key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "event.converting.failure.handling.mode, warn",
    "provide.transaction.metadata, true",
    "snapshot.locking.mode, shared",
    "schema.name.adjustment.mode, avro"
  })
  void valueThatMakesADifferenceIsIgnoredWithAWord(String key, String value) {
    assertThat(DebeziumKeys.warnings(Map.of(key, value)))
        .singleElement()
        .asString()
        .startsWith(key + " is ignored: ");
    assertThat(DebeziumKeys.refusals(Map.of(key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "time.precision.mode, adaptive",
    "lsn.flush.mode, connector",
    "converters, ''",
    "provide.transaction.metadata, false",
    "query.fetch.size, 100",
    "transforms, route"
  })
  void harmlessValueIsNotMentioned(String key, String value) {
    assertThat(DebeziumKeys.refusals(Map.of(key, value))).isEmpty();
    assertThat(DebeziumKeys.warnings(Map.of(key, value))).isEmpty();
  }
}
