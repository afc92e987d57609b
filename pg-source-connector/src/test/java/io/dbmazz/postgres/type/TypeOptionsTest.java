package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeOptionsTest {

  private static final int BYTEA = 17;
  private static final int MONEY = 790;
  private static final int INTERVAL = 1186;
  private static final int NUMERIC = 1700;
  private static final int HSTORE = 20_000;

  @Test
  void unknownModeNamesTheSettingAndItsValues() {
    assertThatThrownBy(() -> TypeOptions.parse("exact", "bytes", "string", "json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("decimal.handling.mode is 'exact', expected one of precise, double, string");
  }

  @Test
  void defaultsLoseNothing() {
    assertThat(TypeOptions.parse("precise", "bytes", "string", "json"))
        .isEqualTo(TypeOptions.defaults());
  }

  @Test
  void doubleModeSaysWhatIsNoNumberAndWhatOverflows() {
    Decoded decoded = Decoded.with("double", "bytes", "string", "json");

    assertThat(decoded.value(NUMERIC, "1.5")).isEqualTo(1.5);
    assertThat(decoded.value(NUMERIC, "NaN")).isEqualTo(new Unrepresentable(Double.NaN, "NaN"));
    assertThat(decoded.value(NUMERIC, "-Infinity"))
        .isEqualTo(new Unrepresentable(Double.NEGATIVE_INFINITY, "-Infinity"));
    String huge = "9".repeat(400);
    assertThat(decoded.value(NUMERIC, huge))
        .isEqualTo(new Unrepresentable(Double.POSITIVE_INFINITY, huge));
  }

  @Test
  void stringModeKeepsTheTextOfNumerics() {
    Decoded decoded = Decoded.with("string", "bytes", "string", "json");

    assertThat(decoded.value(NUMERIC, "1.50")).isEqualTo("1.50");
    assertThat(decoded.value(NUMERIC, "NaN")).isEqualTo("NaN");
  }

  @Test
  void moneyHasTheFractionDigitsOfItsDatabase() {
    assertThat(Decoded.byDefault().value(MONEY, "-$1,234.56")).isEqualTo(new BigDecimal("-123456"));
    assertThat(Decoded.with("string", "bytes", "string", "json").value(MONEY, "$12.34"))
        .isEqualTo("1234");
    assertThat(Decoded.with("double", "bytes", "string", "json").value(MONEY, "$12.34"))
        .isEqualTo(1234.0);
  }

  @Test
  void byteaIsEncodedAsAsked() {
    String bytes = "\\xfbff00";

    assertThat(Decoded.with("precise", "base64", "string", "json").value(BYTEA, bytes))
        .isEqualTo("+/8A");
    assertThat(Decoded.with("precise", "base64-url-safe", "string", "json").value(BYTEA, bytes))
        .isEqualTo("-_8A");
    assertThat(Decoded.with("precise", "hex", "string", "json").value(BYTEA, bytes))
        .isEqualTo("fbff00");
  }

  @Test
  void byteaInEscapeFormatIsReadToo() {
    assertThat(Decoded.byDefault().value(BYTEA, "a\\\\\\000\\377"))
        .isEqualTo(new byte[] {'a', '\\', 0, -1});
  }

  @Test
  void numericIntervalCountsAverageMonths() {
    Decoded decoded = Decoded.with("precise", "bytes", "numeric", "json");

    assertThat(decoded.value(INTERVAL, "P1Y2M-3DT4H5M6.789S")).isEqualTo(36_572_706_789_000L);
    assertThat(decoded.value(INTERVAL, "PT-0.000001S")).isEqualTo(-1L);
    assertThat(decoded.value(INTERVAL, "PT0S")).isEqualTo(0L);
    assertThat(decoded.value(INTERVAL, "infinity"))
        .isEqualTo(new Unrepresentable(Long.MAX_VALUE, "infinity"));
    assertThat(decoded.value(INTERVAL, "P-178000000Y"))
        .isEqualTo(new Unrepresentable(Long.MIN_VALUE, "P-178000000Y"));
  }

  @Test
  void intervalInAnotherStyleIsRefused() {
    assertThatThrownBy(() -> Decoded.byDefault().value(INTERVAL, "1 year 2 mons"))
        .isInstanceOf(UndecodableValueException.class)
        .hasMessageContaining("IntervalStyle")
        .hasMessageNotContaining("mons");
  }

  @Test
  void hstoreMayBeAMap() {
    Decoded decoded =
        new Decoded(
            TypeOptions.parse("precise", "bytes", "string", "map"),
            Map.of(HSTORE, new CatalogType.Plain("hstore")));

    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("k", "v");
    expected.put("n", null);
    assertThat(decoded.value(HSTORE, "\"k\"=>\"v\", \"n\"=>NULL")).isEqualTo(expected);
    for (String broken : Arrays.asList("k", "\"k\"", "\"k\"=>\"v", "\"k\"=>\"v\"x", "\"k\\")) {
      assertThatThrownBy(() -> decoded.value(HSTORE, broken))
          .isInstanceOf(UndecodableValueException.class);
    }
  }

  @Test
  void hstoreAsJsonEscapesWhatJsonMust() {
    Decoded decoded =
        new Decoded(TypeOptions.defaults(), Map.of(HSTORE, new CatalogType.Plain("hstore")));

    assertThat(decoded.value(HSTORE, "\"k\n\"=>\"\\\"\\\\\u0001\""))
        .isEqualTo("{\"k\\u000a\":\"\\\"\\\\\\u0001\"}");
  }
}
