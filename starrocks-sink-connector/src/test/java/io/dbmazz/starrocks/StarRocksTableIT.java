package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.OrderRows.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against the emulator, and what is seen there alone. */
class StarRocksTableIT extends StarRocksTableContract {

  @AutoClose private static final StarRocksEmulator starRocks = SinkHarness.emulator();

  @Override
  protected SinkHarness.Target target() {
    return SinkHarness.target(starRocks);
  }

  static Stream<Arguments> misfits() {
    Schema micros = SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
    return Stream.of(
        Arguments.of("VARCHAR(4)", Schema.STRING_SCHEMA, "secret", "6 bytes, and varchar holds 4"),
        Arguments.of(
            "DECIMAL(38, 0)",
            Decimal.schema(0),
            BigDecimal.TEN.pow(38),
            "out of the range of decimal(38,0)"),
        Arguments.of("DATETIME", micros, 253_402_300_800_000_000L, "year"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void valueThatDoesNotFitIsRefusedBeforeItIsSent(
      String type, Schema schema, Object value, String rule) throws SQLException {
    start(Map.of());
    sink.createTable("orders", "PRIMARY", "v " + type);
    long loads = loads();
    sink.put(new OrderRows(column("v", schema)).written(1, 1, value));

    awaitFailure("Table shop.orders, column v: ", rule);
    assertThat(loads()).isEqualTo(loads);
  }

  @Test
  void keyThatIsTooLongIsRefusedBeforeItIsSent() throws SQLException {
    long loads = loads();
    Schema row = SchemaBuilder.struct().field("code", Schema.STRING_SCHEMA).build();
    Struct value = new Struct(row).put("code", "x".repeat(129));
    sink.drop("codes");
    sink.put(Records.at("shop.public.codes", 0, value, value));

    awaitFailure("Table shop.codes, column code: ", "129 bytes, and varchar holds 128");
    assertThat(loads()).isEqualTo(loads);
  }

  private void awaitFailure(String place, String rule) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> sink.offer(new SinkRecord[0]))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll(place, rule)
                    .hasMessageNotContaining("secret"));
  }

  private static long loads() {
    return starRocks.requests().stream().filter(seen -> seen.method().equals("PUT")).count();
  }
}
