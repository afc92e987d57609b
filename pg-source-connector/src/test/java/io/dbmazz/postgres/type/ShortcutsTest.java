package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.pgoutput.Oid;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binary values decode to what their texts decode to, whichever way they take. */
class ShortcutsTest {

  private static final int NUMERIC_10_2 = (10 << 16 | 2) + 4;

  @Test
  void numbersAreReadAsTheyAre() {
    assertThat(value(16, "01")).isEqualTo(true);
    assertThat(value(21, "fffe")).isEqualTo((short) -2);
    assertThat(value(23, "80000000")).isEqualTo(Integer.MIN_VALUE);
    assertThat(value(20, "8000000000000000")).isEqualTo(Long.MIN_VALUE);
    assertThat(value(26, "ffffffff")).isEqualTo(4294967295L);
    assertThat(value(700, "3dcccccd")).isEqualTo(0.1f);
    assertThat(value(701, "3fb999999999999a")).isEqualTo(0.1);
  }

  @Test
  void textGoesWithFloatsThatJsonHasNoNumberFor() {
    assertThat(value(700, "7fc00000")).isEqualTo(new Unrepresentable(Float.NaN, "NaN"));
    assertThat(value(701, "fff0000000000000"))
        .isEqualTo(new Unrepresentable(Double.NEGATIVE_INFINITY, "-Infinity"));
  }

  @Test
  void numericIsADecimalOfItsColumn() {
    assertThat(value(1700, NUMERIC_10_2, "0002 0000 4000 0002 04d2 162e"))
        .isEqualTo(new BigDecimal("-1234.56"));
    assertThat(value(1700, NUMERIC_10_2, "0001 0001 0000 0002 0001"))
        .isEqualTo(new BigDecimal("10000.00"));
    assertThat(value(1700, NUMERIC_10_2, "0000 0000 c000 0000"))
        .isEqualTo(new Unrepresentable(null, "NaN"));
    assertThat(value(1700, NUMERIC_10_2, "0000 0000 0000 0002")).isEqualTo(new BigDecimal("0.00"));
  }

  @Test
  void timesOutOfTheOrdinaryAreThoseOfTheirTexts() {
    assertThat(value(1082, "00000000")).isEqualTo(10_957);
    assertThat(value(1082, "80000000"))
        .isEqualTo(new Unrepresentable(Integer.MIN_VALUE, "-infinity"));
    assertThat(value(1114, "0000000000000001")).isEqualTo(946_684_800_000_001L);
    assertThat(value(1114, "7fffffffffffffff"))
        .isEqualTo(new Unrepresentable(Long.MAX_VALUE, "infinity"));
    assertThat(value(1184, "ffffffffffffffff")).isEqualTo("1999-12-31T23:59:59.999999Z");
  }

  @Test
  void textsAreTheirBytes() {
    assertThat(value(25, "c3a9")).isEqualTo("é");
    assertThat(value(3802, "017b7d")).isEqualTo("{}");
    assertThat(value(17, "00ff")).isEqualTo(new byte[] {0, -1});
    assertThat(value(2950, "a0eebc999c0b4ef8bb6d6bb9bd380a11"))
        .isEqualTo("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  }

  @Test
  void arrayIsReadElementByElementUnlessItIsNoPlainList() {
    String oneNull = "00000001 00000001 00000017 00000002 00000001 00000004 00000001 ffffffff";
    String fromZero = "00000001 00000000 00000017 00000001 00000000 00000004 00000001";

    assertThat(value(1007, oneNull)).asString().isEqualTo("[1, null]");
    assertThat(value(1007, fromZero)).isEqualTo(new Unrepresentable(List.of(1), "[0:0]={1}"));
    assertThat(value(1007, "00000000 00000000 00000017")).isEqualTo(List.of());
  }

  private static Object value(int type, String hex) {
    return value(type, -1, hex);
  }

  private static Object value(int type, int modifier, String hex) {
    TypeResolver types = Decoded.byDefault().resolver();
    ColumnType column = types.resolve(new Oid(type), modifier, 0);
    byte[] data = HexFormat.of().parseHex("aa" + hex.replace(" ", "") + "bb");
    return column
        .binaryDecoder(column.optional(), types.binaryForm(new Oid(type)))
        .decode(data, 1, data.length - 2);
  }
}
