package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.postgres.type.Unrepresentable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type goes through a real server's pgoutput and comes out as docs/types.md says. */
class TypeRoundTripIT {

  @AutoClose private static DecodedStream stream;
  private static int major;

  @BeforeAll
  static void openStream() throws SQLException {
    stream = DecodedStream.open(CompoundTypeCases.SETUP.toArray(new String[0]));
    major = TestingPostgres.shared().majorVersion();
  }

  static Stream<TypeCase> cases() {
    return Stream.of(ScalarTypeCases.all(), TemporalTypeCases.all(), CompoundTypeCases.all())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void arrivesAsDocumented(TypeCase type) throws SQLException {
    assumeTrue(major >= type.since());
    List<RowChange> changes = stream.changesOf(type.statements());

    assertThat(describe(changes.get(0).table().schemas().row().field("v").schema()))
        .isEqualTo(type.schema());
    assertThat(changes.get(0).after().get("v")).isNull();
    assertThat(changes.get(0).unrepresentable()).isEmpty();
    assertThat(changes).hasSize(type.values().size() + 1);
    int row = 1;
    for (Map.Entry<String, Object> value : type.values().entrySet()) {
      assertValue(changes.get(row++), value);
    }
  }

  private static void assertValue(RowChange change, Map.Entry<String, Object> value) {
    Object actual = plain(change.after().get("v"));
    if (value.getValue() instanceof Unrepresentable special) {
      assertThat(actual).as(value.getKey()).isEqualTo(plain(special.standIn()));
      assertThat(change.unrepresentable()).isEqualTo(Map.of("v", special.text()));
    } else {
      assertThat(actual).as(value.getKey()).isEqualTo(plain(value.getValue()));
      assertThat(change.unrepresentable()).isEmpty();
    }
  }

  /** Numbers of variable scale as their readers see them, bytes as something that has equality. */
  static Object plain(Object value) {
    if (value instanceof Struct decimal) {
      return new BigDecimal(new BigInteger(decimal.getBytes("value")), decimal.getInt32("scale"));
    }
    if (value instanceof List<?> elements) {
      return elements.stream().map(TypeRoundTripIT::plain).collect(Collectors.toList());
    }
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
  }

  private static String describe(Schema schema) {
    assertThat(schema.isOptional()).isTrue();
    String name = schema.name() == null ? "" : " " + schema.name();
    String element = schema.type() == Schema.Type.ARRAY ? " " + describe(schema.valueSchema()) : "";
    return schema.type() + name + element;
  }
}
